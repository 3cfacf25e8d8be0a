// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Foundation
internal import Plugins
internal import Testing

/// Plays the example of every function that scripts have.
@Suite("The examples of the Lua reference", .timeLimit(.minutes(10)))
struct ScriptExampleTests {
    private static let functions = ScriptAPI.standard.functions

    @Test("every function is shown by an example that calls it")
    func calls() {
        #expect(Self.functions.count > 40)
        for (namespace, function) in Self.functions {
            let call = namespace.hasMethods ? ":\(function.name)" : namespace.name.isEmpty ? function.name : namespace.path(function)
            #expect(function.example.lua.contains(call), "\(namespace.path(function))")
        }
    }

    @Test("every example does what the conversation below it says")
    func examples() async throws {
        let folder = NSTemporaryDirectory() + "examples-" + UUID().uuidString
        for (namespace, function) in Self.functions {
            let place = folder + "/" + namespace.path(function).filter { $0.isLetter || $0 == "_" }
            try Self.write(function.example, in: place)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let report = try await ChatRunner(
                configuration: Configuration(
                    scripts: Configuration.Scripts(flows: "\(folder)/\(name)/flows", plugins: "\(folder)/\(name)/plugins"),
                    plugins: ["talk": Configuration.Plugin(grants: ["http:api.example.com", "tasks", "projects", "reminders", "users", "ai"])])
            ).run()
            #expect(report.isSuccess, "the example of \(name): \(report.text)")
            #expect(report.scenes.count == 1, "the example of \(name) is played")
        }
        try FileManager.default.removeItem(atPath: folder)
    }

    private static func write(_ example: ScriptExample, in place: String) throws {
        var files: [String: String] = [:]
        switch example.place {
        case .flow: files = ["flows/talk.lua": ScratchFlows.flow(example.lua), "flows/talk.chat": example.chat]
        case .file: files = ["flows/talk.lua": example.lua, "flows/talk.chat": example.chat]
        case .folder(let others):
            files = ["plugins/talk/main.lua": example.lua, "plugins/talk/talk.chat": example.chat]
            for (name, text) in others { files["plugins/talk/" + name] = text }
        }
        for (name, text) in files {
            let url = URL(fileURLWithPath: place + "/" + name)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
    }
}
