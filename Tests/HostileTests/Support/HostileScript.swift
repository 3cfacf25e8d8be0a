// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One file of the collection: its first line says what it tries, its second how it must end.
struct HostileScript: Sendable {
    enum Ending: Hashable, Sendable {
        /// A budget stops it, or the host's deadline. In a flow the incident names this budget.
        case budget(String?)
        /// It is refused with an error of the language.
        case error
        /// It runs to its end, and checks by itself that nothing got out.
        case harmless
    }

    /// "loops/while-true"
    var name: String
    var text: String
    var ending: Ending

    /// The class of attacks.
    var group: String { String(name.prefix { $0 != "/" }) }

    init(name: String, text: String, ending: Ending) {
        self.name = name
        self.text = text
        self.ending = ending
    }

    struct Malformed: Error { var description: String }

    private init(path: String, name: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        let mark = "-- expect: "
        guard lines.count == 3, lines[0].hasPrefix("-- "), lines[1].hasPrefix(mark) else {
            throw Malformed(description: "\(name) needs two lines of comment: what it tries, and how it must end")
        }
        let words = lines[1].dropFirst(mark.count).split(separator: " ").map(String.init)
        switch words.first {
        case "budget": ending = .budget(words.count > 1 ? words[1] : nil)
        case "error": ending = .error
        case "harmless": ending = .harmless
        default: throw Malformed(description: "\(name) must end in budget, error or harmless")
        }
        self.name = name
        self.text = text
    }

    // MARK: - The collection

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Scripts").path

    /// The scripts that run as plain files.
    static func files() throws -> [HostileScript] { try all().filter { $0.group != "flows" } }

    /// The bodies of flows.
    static func flows() throws -> [HostileScript] { try all().filter { $0.group == "flows" } }

    private static func all() throws -> [HostileScript] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".lua") }.sorted().map {
            try HostileScript(path: folder + "/" + $0, name: String($0.dropLast(4)))
        }
    }
}
