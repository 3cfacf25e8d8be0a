// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation

/// The small file that keeps the phones' conversations over a restart.
package struct StateFile: Sendable {
    /// Why the file cannot be used.
    package struct Problem: Error, CustomStringConvertible {
        package var description: String
    }

    package let path: String

    package init(_ path: String) { self.path = path }

    /// - Returns: nil where there is no file.
    package func load() throws -> JSON? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try JSON([UInt8](Data(contentsOf: URL(fileURLWithPath: path))), limits: JSON.Limits(nodes: 5_000_000))
        } catch {
            throw Problem(description: "The simulator's state file \(path) cannot be read (\(error)). Delete it to begin anew.")
        }
    }

    /// Replaces the file as a whole: a crash leaves the old one or the new one.
    package func store(_ json: JSON) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(json.encoded()).write(to: url, options: .atomic)
    }
}
