// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Foundation

/// A folder of flows and .chat files that exists as long as this value.
final class ScratchFlows {
    let path = NSTemporaryDirectory() + "chat-testing-" + UUID().uuidString

    /// What the examples use, by plugin.
    private let grants: [String: [String]]

    init(_ files: [String: String]) throws {
        grants = Dictionary(files.map { name, text in
            (String(name.prefix { $0 != "." }), ["http:api.example.com", "ai", "tasks"].filter { text.contains("uses = { \"\($0)\" }") })
        }, uniquingKeysWith: +)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .atomic)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("\(path) could not be removed: \(error)")
        }
    }

    /// Plays all of it.
    func run() async throws -> ChatReport { try await runner.run() }

    var runner: ChatRunner {
        var configuration = Configuration(scripts: Configuration.Scripts(flows: path, plugins: path + "/none"))
        for (name, grants) in grants { configuration.plugins[name] = Configuration.Plugin(grants: Set(grants)) }
        return ChatRunner(configuration: configuration)
    }

    /// Plays `chat` against one flow, "talk", whose function has this body.
    static func run(_ body: String, _ chat: String) async throws -> ChatReport {
        try await ScratchFlows(["talk.lua": flow(body), "talk.chat": chat]).run()
    }

    /// A plugin with one flow, "talk", whose function has this body, from the third line on.
    static func flow(_ body: String) -> String {
        """
        bot.plugin { title = "Talk" }
        bot.flow("talk", { triggers = { "talk" }, run = function(chat, given)
        \(body)
        end })
        """
    }
}
