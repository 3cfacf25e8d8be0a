// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Flow
import Testing

@testable import Plugins

@Suite struct ScriptAPITests {
    private let api = ScriptAPI.standard

    @Test("every operation that the host performs is asked for by a function, and has its kind")
    func kinds() {
        let expected: [String: OperationKind] = [
            "receive": .wait, "sleep": .wait, "wait_for": .wait, "send": .effect, "typing": .effect, "contact.set": .effect, "emit": .effect,
            "log": .effect, "status": .effect, "store.get": .read, "store.list": .read, "store.set": .effect, "store.delete": .effect,
            "store.add": .write, "language.date": .read, "language.find_date": .read, "http.get": .external, "http.post": .external, "http.put": .external,
            "http.patch": .external, "http.delete": .external, "users.find": .read, "users.get": .read, "users.list": .read,
            "form.answer": .effect, "tasks.create": .write, "tasks.update": .write, "tasks.complete": .write, "tasks.reopen": .write,
            "tasks.delete": .write, "tasks.undo": .write, "tasks.redo": .write, "tasks.last_change": .read, "projects.rename": .write, "projects.delete": .write,
            "tasks.get": .read, "tasks.list": .read, "tasks.count": .read, "ai.complete": .external, "ai.act": .external, "knowledge.search": .read,
            "tasks.find": .read, "language.intents": .read, "can_go": .read, "remember": .effect, "recall": .read, "projects.create": .write, "projects.get": .read,
            "projects.list": .read, "projects.find": .read, "projects.close": .write, "projects.reopen": .write, "projects.join": .write,
            "projects.leave": .write, "projects.post": .write, "projects.status": .read, "projects.insights": .read,
        ]
        #expect(api.operations.names == expected.keys.sorted())
        for (name, kind) in expected { #expect(api.operations.kind(of: name) == kind, "\(name)") }
        #expect(api.operations.kind(of: "launch") == nil)
        // What the journey does not do itself must know how.
        for name in expected.keys where name.contains(".") && !["contact.set", "form.answer", "language.intents"].contains(name) && !name.hasPrefix("http.") && !name.hasPrefix("ai.") { #expect(api.operations[name]?.perform != nil, "\(name)") }
    }

    @Test("a function has the kind of the operation that interrupts it most, and none where it asks for nothing")
    func functionKinds() throws {
        func kind(_ path: String) throws -> OperationKind? {
            try #require(api.functions.first { $0.namespace.path($0.function) == path }).function.kind
        }
        #expect(try kind("chat:say") == .effect)
        #expect(try kind("chat:ask") == .wait)
        #expect(try kind("bot.store.add") == .write)
        #expect(try kind("bot.now") == nil)
    }

    @Test("no name is declared twice, and every text is a sentence")
    func texts() {
        let paths = api.functions.map { $0.namespace.path($0.function) } + api.classes.map(\.name)
        #expect(Set(paths).count == paths.count)
        for (namespace, function) in api.functions {
            let path = namespace.path(function)
            #expect(function.text.hasSuffix("."), "\(path)")
            #expect(Set(function.parameters.map(\.name)).count == function.parameters.count, "\(path)")
            for parameter in function.parameters { #expect(parameter.text.hasSuffix("."), "\(path) \(parameter.name)") }
        }
    }
}
