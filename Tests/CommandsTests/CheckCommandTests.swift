// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Testing

@Suite("moonpost check", .timeLimit(.minutes(10)))
struct CheckCommandTests {
    @Test("warns of a text that one language has and another has not, and is content")
    func locales() throws {
        let project = try Project([
            "plugins/shop/main.lua": "bot.plugin { title = \"Shop\" }", "plugins/shop/locales/en.toml": "a = \"x\"\nb = \"y\"",
            "plugins/shop/locales/ar.toml": "a = \"x\"",
        ])
        let outcome = try project.run("check")
        #expect(outcome.code == 0)
        #expect(
            outcome.output == """
                warning: plugins/shop/locales/ar.toml:1: the text "b" is missing here, and is in en.toml
                ok: 1 plugin

                """)
        try project.write("plugins/shop/locales/ar.toml", "a = \"x\"\n\nb = 7")
        let wrong = try project.run("check")
        #expect(wrong.code == 1)
        #expect(wrong.output == "plugins/shop/locales/ar.toml:3: b must be a text, in double quotes, and is a number\n")
    }

    @Test("a file that is checked alone may go on to the flows of others, and to nobody else")
    func targets() throws {
        let project = try Project([
            "flows/a.lua": "bot.plugin { title = \"A\" }\nbot.flow(\"a\", { run = function(chat) chat:go(\"b\") end })",
            "flows/b.lua": "bot.plugin { title = \"B\" }\nbot.flow(\"b\", { run = function(chat)\n  chat:go(\"aa\") end })",
        ])
        #expect(try project.run("check", "flows/a.lua").output == "ok: 1 plugin\n")
        #expect(try project.run("check").output == "flows/b.lua:3: chat:go: there is no flow or command named \"aa\": did you mean \"a\"?\n")
    }

    @Test("warns of a language of the business or of a number in which no word ends marketing, until config.toml has one")
    func stopWords() throws {
        let number = """
            [[numbers]]
            name = "shop"
            phone_number_id = "1"
            access_token = "t"
            app_secret = "s"
            verify_token = "v"
            language = "sw-KE"

            """
        let project = try Project(["flows/a.lua": "bot.plugin { title = \"A\" }", "config.toml": "[business]\nlanguage = \"pt-BR\"\n" + number])
        #expect(
            try project.run("check").output == """
                warning: the language of the number shop is "sw-KE", and no word of that language ends marketing, only those of others: \
                list some under [limits.stop_words], as in sw-KE = ["..."]
                warning: the language of the number shop is "sw-KE", and no word of that language resumes marketing, only those of others: \
                list some under [limits.start_words], as in sw-KE = ["..."]
                ok: 1 plugin

                """)
        try project.write(
            "config.toml", number + "[business]\nlanguage = \"eo\"\n[limits.stop_words]\nsw = [\"acha\"]\neo = [\"haltu\"]\n[limits.start_words]\nsw = [\"anza\"]\n")
        let outcome = try project.run("check")
        #expect(outcome.code == 0)
        #expect(
            outcome.output == """
                warning: business.language is "eo", and no word of that language resumes marketing, only those of others: list some under \
                [limits.start_words], as in eo = ["..."]
                ok: 1 plugin

                """)
    }
}
