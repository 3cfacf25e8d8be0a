// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Foundation
internal import Testing

/// chat:t in real conversations.
@Suite("Texts of a plugin in the person's language", .timeLimit(.minutes(10)))
struct LocaleTests {
    /// Plays a scene against a plugin whose flow "talk" has this body.
    private func play(_ body: String, _ locales: [String: String], _ chat: String, language: String = "en") async throws -> ChatReport {
        let root = NSTemporaryDirectory() + "locales-" + UUID().uuidString
        var files = ["plugins/talk/main.lua": ScratchFlows.flow(body), "plugins/talk/talk.chat": chat]
        for (name, text) in locales { files["plugins/talk/locales/\(name).toml"] = text }
        for (name, text) in files {
            let url = URL(fileURLWithPath: root + "/" + name)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let configuration = Configuration(
            scripts: Configuration.Scripts(flows: root + "/flows", plugins: root + "/plugins"),
            business: Configuration.Business(language: language))
        let report = try await ChatRunner(configuration: configuration).run()
        try FileManager.default.removeItem(atPath: root)
        return report
    }

    private func person(_ language: String, _ text: String) -> String {
        "contact: P, +201001234567, language \(language)\n> talk\n< \(text)\n"
    }

    @Test(
        "a language falls back to the one that it is a kind of, then to the business's, then to English",
        arguments: [("pt-BR", "brasil"), ("pt_BR", "brasil"), ("pt-PT", "portugues"), ("fr", "arabi"), ("de-AT", "arabi")])
    func fallback(language: String, text: String) async throws {
        let locales = ["pt-BR": "a = \"brasil\"", "pt": "a = \"portugues\"", "ar": "a = \"arabi\"", "en": "a = \"english\"\nb = \"only here\""]
        let report = try await play("chat:say(chat:t('a')) chat:say(chat:t('b'))", locales, person(language, text) + "< only here\n", language: "ar-EG")
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test(
        "a number has the form that its language gives it",
        arguments: [
            ("en", "0 zero, 1 one, 2 other, 11 other, 1.5 other"),
            ("ar", "0 zero, 1 one, 2 two, 3 few, 10 few, 11 many, 99 many, 100 other, 103 few, 1.5 other"),
            ("ru", "1 one, 2 few, 5 many, 11 many, 12 many, 21 one, 22 few"),
            ("pl", "1 one, 2 few, 5 many, 12 many, 21 many, 22 few"),
            ("fr", "0 zero, 1 one, 2 other"), ("ja", "1 other, 2 other"),
        ])
    func plurals(language: String, expected: String) async throws {
        let forms = ["zero", "one", "two", "few", "many", "other"].map { "\($0) = \"{count} \($0)\"" }.joined(separator: "\n")
        let numbers = expected.split(separator: ", ").compactMap { $0.split(separator: " ").first }.joined(separator: ", ")
        let report = try await play(
            "local said = {} for i, n in ipairs { \(numbers) } do said[i] = chat:t('items', { count = n }) end chat:say(table.concat(said, ', '))",
            [language: "[items]\n" + forms], person(language, expected))
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("a form that a language does not write is its other; braces are filled, and written twice are braces")
    func forms() async throws {
        let report = try await play(
            "chat:say(chat:t('a.items', { count = 1 })) chat:say(chat:t('brace')) chat:say(chat:t('hi', { name = '{x}' }))",
            ["en": "brace = \"{{x}}\"\nhi = \"Hi {name}\"\n[a.items]\nother = \"{count} of them\""], "> talk\n< 1 of them\n< {x}\n< Hi {x}\n")
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test(
        "a mistake is an error at the script's line",
        arguments: [
            ("chat:t('helo')", "plugins/talk/main.lua:3: there is no text \"helo\" for the language ar or en in locales/en.toml: did you mean \"hello\"?"),
            ("chat:t('hello')", "plugins/talk/main.lua:3: the text has no value for {name}: no values are given"),
            ("chat:t('items', { n = 1 })", "plugins/talk/main.lua:3: the text \"items\" has forms by number: give it one, like chat:t(\"items\", { count = 3 })"),
            ("chat:t()", "plugins/talk/main.lua:3: chat:t needs a text, not nothing"),
        ])
    func mistakes(call: String, message: String) async throws {
        let report = try await play(call, ["en": "hello = \"Hello {name}\"\n[items]\nother = \"x\""], "> talk\n< nothing\n", language: "ar")
        #expect(report.text.contains(message), "\(report.text)")
    }

    @Test("a flow of one file has no texts, and is told where they would be")
    func singleFile() async throws {
        let report = try await ScratchFlows.run("chat:say(chat:t('a'))", "> talk\n< a\n")
        #expect(report.text.contains("chat:t needs texts: a plugin that is a folder has them in locales/, like locales/en.toml"), "\(report.text)")
    }

    @Test("after a crash the conversation says the same again, in the words of the version on which it began")
    func replay() async throws {
        let report = try await play(
            "chat:say(chat:t('a')) local x = chat:ask(chat:t('b')) chat:say(chat:t('c', { x = x }))",
            ["en": "a = \"one\"\nb = \"two\"\nc = \"three {x}\"", "ar": "a = \"1\"\nb = \"2\"\nc = \"3 {x}\""],
            "contact: P, +201001234567, language ar\n> talk\n< 1\n< 2\n! crash\n> x\n< 3 x\n")
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("what has no form for nothing says it as the language does", arguments: [("en", "0 other"), ("fr", "0 one")])
    func nothing(language: String, expected: String) async throws {
        let report = try await play(
            "chat:say(chat:t('items', { count = 0 }))", [language: "[items]\none = \"{count} one\"\nother = \"{count} other\""], person(language, expected))
        #expect(report.isSuccess, "\(report.text)")
    }
}
