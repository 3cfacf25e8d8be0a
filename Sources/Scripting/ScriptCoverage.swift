// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a worker tells of the lines of one file of a plugin version, since it told before.
package struct ScriptCoverage: Hashable, Sendable {
    /// The version, and the file as errors name it.
    package var version: String
    package var source: String
    /// Lines with something that can run, declared or not: told once, when the version is loaded.
    package var canRun: [Int]
    package var ran: [Int]

    /// Reads a `coverage` frame; nil where it is something else.
    init?(frame: JSON) {
        guard let version = frame["version"]?.text, let source = frame["source"]?.text, let canRun = Self.lines(frame["can_run"]),
            let ran = Self.lines(frame["ran"])
        else { return nil }
        self.version = version
        self.source = source
        self.canRun = canRun
        self.ran = ran
    }

    /// A source has 64 KiB, and so no more lines.
    private static func lines(_ json: JSON?) -> [Int]? {
        guard let json else { return [] }
        guard let elements = json.elements else { return nil }
        let lines = elements.compactMap { $0.int.flatMap { (1...65_537).contains($0) ? Int($0) : nil } }
        return lines.count == elements.count ? lines : nil
    }
}
