// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Foundation
internal import Testing

/// Plays README.md, docs/flows.md and docs/testing.md: every `lua` block, with the `chat` blocks below it.
///
/// A block with a file name is that file, until the next heading of the second level; one without is the function of a
/// flow with the trigger "talk".
@Suite("The guides", .timeLimit(.minutes(10)))
struct GuideTests {
    /// A conversation of the guide with the files that it is played with.
    struct Example: CustomStringConvertible {
        var line: Int
        var files: [String: String]
        var chat: String

        var description: String { "line \(line)" }
    }

    @Test("say what happens", arguments: [("docs/flows.md", 10), ("docs/testing.md", 5), ("README.md", 1)])
    func examples(guide: String, least: Int) async throws {
        let examples = Self.read(guide)
        #expect(examples.count >= least)
        for example in examples {
            var files = example.files
            files["guide.chat"] = example.chat
            let report = try await ScratchFlows(files).run()
            #expect(report.isSuccess, "the conversation at \(example): \(report.text)")
        }
    }

    private static func read(_ guide: String) -> [Example] {
        let path = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path + "/" + guide
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        var examples: [Example] = []
        var files: [String: String] = [:]
        var block: (info: String, line: Int, lines: [Substring])?
        for (index, line) in String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.hasPrefix("```") else {
                if block == nil, line.hasPrefix("## ") { files = [:] }
                block?.lines.append(line)
                continue
            }
            guard let closed = block else {
                block = (String(line.dropFirst(3)), index + 1, [])
                continue
            }
            block = nil
            let text = closed.lines.joined(separator: "\n") + "\n"
            let words = closed.info.split(separator: " ").map(String.init)
            switch words.first {
            case "lua" where words.count == 2: files[words[1]] = text
            case "lua": files = ["talk.lua": ScratchFlows.flow(text)]
            case "chat": examples.append(Example(line: closed.line, files: files, chat: text))
            default: break
            }
        }
        return examples
    }
}
