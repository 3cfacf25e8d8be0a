// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Plugins

@Suite struct LocaleFileTests {
    private func read(_ text: String) -> LocaleFile { LocaleFile(name: "plugins/shop/locales/en.toml", text: text) }

    @Test("tables give keys with dots, and a table of plural forms is one text")
    func keys() {
        let file = read("""
            hello = "Hello {name}!"
            [cart]
            empty = "Nothing yet."
            [cart.items]
            one = "One item"
            other = "{count} items"
            """)
        #expect(file.problems == [])
        #expect(file.texts == [
            "hello": "Hello {name}!", "cart.empty": "Nothing yet.", "cart.items": ["one": "One item", "other": "{count} items"],
        ])
    }

    @Test(
        "what is wrong is told with its line",
        arguments: [
            ("a = \"x\"\nb = 7", "2: b must be a text, in double quotes, and is a number"),
            ("[cart]\nsize = \"x\"\nopen = true", "3: cart.open must be a text, in double quotes, and is true or false"),
            ("a = [\"x\"]", "1: a must be a text, in double quotes, and is a list"),
            ("\n[items]\none = \"One\"", "2: the forms of items need one named other, for all numbers that have none of their own"),
            ("[items]\none = 1\nother = \"x\"", "2: items.one must be a text, in double quotes"),
            ("\"a.b\" = \"x\"", "1: the key \"a.b\" may have letters, digits, _ and - alone"),
        ])
    func problems(text: String, problem: String) {
        #expect(read(text).problems.map(\.description) == ["plugins/shop/locales/en.toml:" + problem])
    }

    @Test("a text that is not TOML is told with its line, too")
    func syntax() throws {
        let problem = try #require(read("a = \"x\"\nb = hello\n").problems.first)
        #expect(problem.line == 2)
        #expect(problem.message.hasPrefix("this is not TOML: "))
        #expect(read("a = \"x\u{0}\"").problems.map(\.message) == ["the file has a NUL character in it: is it a text file?"])
    }

    @Test("the name of a file is a language")
    func languages() {
        #expect(["en.toml", "pt-BR.toml", "zh-Hant-TW.toml", "fil.toml"].map(LocaleFile.language) == ["en", "pt-BR", "zh-Hant-TW", "fil"])
        #expect(["english.toml", "EN.toml", "en", "en.txt", "pt_BR.toml", ".toml", "en-.toml"].compactMap(LocaleFile.language) == [])
    }

    @Test("a text that one language has and another has not is a warning")
    func warnings() {
        let locales = PluginLocales(["en": ["a": "x", "b": "y"], "ar": ["a": "x"], "de": ["a": "x", "b": "y", "c": "z"]])
        #expect(locales.warnings(folder: "plugins/shop").map(\.description) == [
            "plugins/shop/locales/ar.toml:1: the text \"b\" is missing here, and is in de.toml, en.toml",
            "plugins/shop/locales/ar.toml:1: the text \"c\" is missing here, and is in de.toml",
            "plugins/shop/locales/en.toml:1: the text \"c\" is missing here, and is in de.toml",
        ])
    }

    @Test("texts are part of a version: another text, or another language of the business, is another version")
    func hashes() throws {
        let plain = PluginSnapshot(plugin: "a", sources: [SourceFile(name: "a.lua", module: "main", text: "")])
        var one = plain, other = plain, elsewhere = plain
        one.locales = PluginLocales(["en": ["a": "x"]])
        other.locales = PluginLocales(["en": ["a": "y"]])
        elsewhere.locales = PluginLocales(["en": ["a": "x"]], language: "ar")
        #expect(Set([plain, one, other, elsewhere].map(\.hash)).count == 4)
        #expect(PluginSnapshot(one.json) == one)
        #expect(SnapshotDifference.lines(one, other) == ["text en a: \"x\" -> \"y\""])
    }
}
