// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Plugins

@Suite struct DeclarationReaderTests {
    @Test("a flow is read with everything that it may have")
    func flow() throws {
        let (read, problems) = Declared.read(
            "flow", "order",
            [
                "title": "Place an order", "triggers": ["order", "buy"], "examples": ["I want {items}"], "access": "member",
                "timeout": "24 hours", "run": Declared.run,
            ])
        #expect(problems == [])
        #expect(
            read.flows == [
                FlowDeclaration(
                    name: "order", title: "Place an order", triggers: ["order", "buy"], examples: ["I want {items}"], access: .member,
                    timeout: .seconds(86_400), line: 7)
            ])
        #expect(read.title == "Shop")
    }

    @Test("a single text stands for a list of one, an empty table for none, and access is anyone's where nothing is said")
    func defaults() {
        let (read, problems) = Declared.read("flow", "order", ["triggers": "order", "examples": [:], "run": Declared.run])
        #expect(problems == [])
        #expect(read.flows.first?.triggers == ["order"] && read.flows.first?.examples == [])
        #expect(read.flows.first?.access == .anyone && read.flows.first?.timeout == nil)
    }

    @Test("a command is read with its parameters: types, optional ones, lists of words")
    func command() throws {
        let (read, problems) = Declared.read(
            "command", "task",
            [
                "help": "Creates a task", "usage": "task <title>", "confirm": true, "run": Declared.run,
                "params": [
                    "title": "text", "due": "date?", "size": ["small", "large"],
                    "priority": ["1": "low", "2": "high", "optional": true],
                ],
            ])
        #expect(problems == [])
        let command = try #require(read.commands.first)
        #expect(command.confirm && command.help == "Creates a task" && command.usage == "task <title>")
        #expect(
            Set(command.parameters) == [
                ParameterDeclaration(name: "title", type: .text, isOptional: false),
                ParameterDeclaration(name: "due", type: .date, isOptional: true),
                ParameterDeclaration(name: "size", type: .choice(["small", "large"]), isOptional: false),
                ParameterDeclaration(name: "priority", type: .choice(["low", "high"]), isOptional: true),
            ])
    }

    @Test("a template for outside the window is one of the plugin's, and gets each of its values", arguments: [
        (["template": "news", "values": ["name": "{name}", "text": "{text}"]], nil),
        ("new", "names the template \"new\", which is not declared: did you mean \"news\"?"),
        ("offer", "names the template \"offer\", which is not declared: declare it with bot.template(\"offer\", { language = \"en\" })"),
        (["template": "news", "values": ["name": "{name}"]], "lacks the value \"text\": write values = { text = \"{text}\" }"),
        (["template": "news", "values": ["name": "a", "text": "b", "nam": "c"]], "has the value \"nam\", for which the template \"news\" has no place: did you mean \"name\"?"),
        (["values": [:]], "needs the name of a template: outside_window = { template = \"...\", values = { ... } }"),
        (["template": "news", "values": ["name": "{name}", "text": 5]], "must be text, and is a whole number"),
        (["template": "news", "value": [:], "values": ["name": "a", "text": "b"]], "has the unknown option \"value\": did you mean \"values\"?"),
    ] as [(JSON, String?)])
    func outsideWindow(_ declared: JSON, _ problem: String?) {
        let (read, problems) = Declared.read([
            Declared.plugin,
            Declared.declaration("template", "news", 2, ["language": "en", "params": ["name", "text"]]),
            Declared.declaration("flow", "order", 3, ["outside_window": declared, "run": Declared.run]),
        ])
        if let problem {
            #expect(problems.contains { $0.contains(problem) }, "\(problems)")
        } else {
            #expect(problems == [])
            #expect(read.outsideWindow("flow", "order")?.0.values == ["name": "{name}", "text": "{text}"])
        }
    }

    @Test("settings, events and schedules are read")
    func others() {
        let (read, problems) = Declared.read([
            Declared.plugin,
            Declared.declaration("settings", "", 2, ["currency": ["type": "text", "default": "INR", "help": "ISO"], "size": ["choices": ["S", "L"], "default": "S"]]),
            Declared.declaration("on", "paid", 3, ["run": Declared.run]),
            Declared.declaration("on", "paid", 4, ["run": Declared.run]),
            Declared.declaration("every", "a", 5, ["every": "30 minutes", "run": Declared.run]),
            Declared.declaration("every", "b", 6, ["at": "09:05", "on": ["Monday", "friday"], "run": Declared.run]),
        ])
        #expect(problems == [])
        #expect(read.settings.map(\.name) == ["currency", "size"])
        #expect(read.settings[0].defaultValue == "INR" && read.settings[1].type == .choice(["S", "L"]))
        #expect(Set(read.events) == ["paid"])
        #expect(read.schedules.map(\.rule) == [.every(.seconds(1_800)), .at(minute: 545, weekdays: [1, 5])])
        #expect(read.schedules.map(\.ruleText) == ["every 1800000 ms", "at 545 on [1, 5]"])
    }

    // MARK: - Problems

    @Test(
        "a problem names the file, the line, what is wrong, and the nearest name",
        arguments: [
            ("flow", ["trigers": ["a"], "run": Declared.run], "the flow \"it\" has the unknown option \"trigers\": did you mean \"triggers\"?"),
            ("flow", ["colour": 1, "run": Declared.run], "the flow \"it\" has the unknown option \"colour\": known are title, triggers, examples, access, timeout, outside_window, run, help"),
            ("flow", ["title": "x"], "the flow \"it\" needs run = function(...) ... end"),
            ("flow", ["run": 5], "the flow \"it\" needs run = function(...) ... end"),
            ("flow", ["title": 5, "run": Declared.run], "title must be text, and is a whole number"),
            ("flow", ["triggers": [1, 2], "run": Declared.run], "triggers must be a list of texts, and is a list"),
            (
                "flow", ["triggers": ["Cancel"], "run": Declared.run],
                "the flow \"it\" has the trigger \"Cancel\", which leaves a conversation at any time, so that the flow would never begin: choose another word"
            ),
            ("flow", ["triggers": ["  "], "run": Declared.run], "the flow \"it\" has the trigger \"  \", which no message can be: write a word, or leave it out"),
            ("flow", ["access": "membr", "run": Declared.run], "access \"membr\" is unknown: did you mean \"member\"?"),
            ("flow", ["access": "everybody", "run": Declared.run], "access \"everybody\" is unknown: known are anyone, linked, member, manager, admin"),
            ("flow", ["timeout": "3 m", "run": Declared.run], "timeout: \"3 m\" is ambiguous: write \"3 minutes\" or \"3 months\" in days"),
            ("flow", ["timeout": "soon", "run": Declared.run], "timeout: \"soon\" is not a duration: write it like \"30 minutes\", \"2 hours\" or \"5 days\""),
            ("command", ["params": ["due": "dat"], "run": Declared.run], "the parameter \"due\" has the unknown type \"dat\": did you mean \"date\"?"),
            ("command", ["params": "x", "run": Declared.run], "params must be a table of names and types, and is text"),
            ("command", ["params": ["a": 5], "run": Declared.run], "the parameter \"a\" must be a type such as \"text\" or a list of words, and is a whole number"),
            ("command", ["params": ["a": ["1": "x", "maybe": true]], "run": Declared.run], "the parameter \"a\" has the unknown option \"maybe\": known are \"optional\" and \"words\""),
            ("command", ["params": ["a": [1]], "run": Declared.run], "the parameter \"a\" must list at least one word, and nothing but words"),
            ("command", ["params": ["a": ["optional": true]], "run": Declared.run], "the parameter \"a\" must list at least one word, and nothing but words"),
            ("command", ["confirm": "yes", "run": Declared.run], "confirm must be true or false, and is text"),
            ("settings", ["a": ["type": "nmber"]], "the setting \"a\" has the unknown type \"nmber\": did you mean \"number\"?"),
            ("settings", ["a": ["default": 5]], "the default of the setting \"a\" must be text, and is a whole number"),
            ("settings", ["a": ["defalt": "x"]], "the setting \"a\" has the unknown option \"defalt\": did you mean \"default\"?"),
            ("settings", ["a": "x"], "the setting \"a\" needs a table of options, and got text"),
            ("every", ["run": Declared.run], "bot.every \"it\" needs either every = \"30 minutes\" or at = \"09:00\""),
            ("every", ["every": "1 hour", "at": "09:00", "run": Declared.run], "bot.every \"it\" needs either every = \"30 minutes\" or at = \"09:00\""),
            ("every", ["every": "5 ms", "run": Declared.run], "every must be at least 1 second"),
            ("every", ["at": "25:00", "run": Declared.run], "at must be a time like \"09:00\", and is \"25:00\""),
            ("every", ["at": "9", "run": Declared.run], "at must be a time like \"09:00\", and is \"9\""),
            ("every", ["at": "9:x:00", "run": Declared.run], "at must be a time like \"09:00\", and is \"9:x:00\""),
            ("every", ["at": "09:00", "on": ["munday"], "run": Declared.run], "on names \"munday\", which is not a day of the week: did you mean \"monday\"?"),
            ("template", ["params": ["a"]], "language is missing"),
            ("template", ["language": "english"], "the language of the template \"it\" is \"english\", and must be a code like \"en\" or \"pt_BR\""),
            ("template", ["language": "en", "category": "marketting"], "the category of the template \"it\" is \"marketting\", which is none of Meta's: did you mean \"marketing\"?"),
            ("template", ["language": "en", "category": "news"], "the category of the template \"it\" is \"news\", which is none of Meta's: it is one of marketing, utility, authentication"),
            ("template", ["language": ["en", "arabic"]], "the language of the template \"it\" is \"arabic\", and must be a code like \"en\" or \"pt_BR\""),
            ("template", ["language": ["en", "en"]], "the template \"it\" has the language \"en\" twice"),
            ("template", ["language": "en", "params": ["a", "a"]], "the template \"it\" has the parameter \"a\" twice"),
            ("template", ["language": "en", "params": ["a": "text"]], "params must be a list of texts, and is a table"),
            ("template", ["language": "en", "parms": ["a"]], "the template \"it\" has the unknown option \"parms\": did you mean \"params\"?"),
            ("filter", ["run": Declared.run], "bot.filter is not available in this version"),
            ("query", ["run": Declared.run, "confirm": true], "the query \"it\" has the unknown option \"confirm\": known are title, help, usage, aliases, params, keywords, examples, access, hidden, template, phrase, run"),
            ("query", ["params": ["when": "date?"], "examples": ["what is due {wen}"], "run": Declared.run], "the example \"what is due {wen}\" of the query \"it\" has {wen}, which params do not have: did you mean {when}?"),
            ("command", ["params": ["task": "text"], "examples": ["{task}"], "run": Declared.run], "the example \"{task}\" of the command \"it\" has no words beside its slots, so that it would fit every sentence: write a sentence"),
            ("flow", ["examples": ["{what}"], "run": Declared.run], "the example \"{what}\" of the flow \"it\" has no words beside its slots, so that it would fit every sentence: write a sentence"),
            ("command", ["params": ["a": ["1": "x", "words": ["y": ["z"]]]], "run": Declared.run], "words of the parameter \"a\" has \"y\", which is none of its words: did you mean \"x\"?"),
            ("command", ["params": ["a": ["1": "x", "words": "z"]], "run": Declared.run], "words of the parameter \"a\" must be a table like { x = { \"...\" } }, and is text"),
            ("command", ["params": ["title": "text"], "usage": "it <titel>", "run": Declared.run], "the usage \"it <titel>\" of the command \"it\" has <titel>, which is no parameter: write <title>, or the words of a choice as in <low|high>"),
            ("query", ["usage": "it <what>", "run": Declared.run], "the usage \"it <what>\" of the query \"it\" has <what>, which is no parameter: declare it in params"),
            ("command", ["params": ["due": "date"], "keywords": ["duw": ["by"]], "run": Declared.run], "keywords has \"duw\", which is none of the params: did you mean \"due\"?"),
            ("flying", [:], "a declaration of the unknown kind \"flying\""),
        ] as [(String, JSON, String)])
    func problems(kind: String, options: JSON, expected: String) {
        #expect(Declared.read(kind, "it", options).1 == ["flows/shop.lua:7: " + expected])
    }

    @Test("what a plugin can use is known by name, and the nearest is suggested")
    func uses() {
        #expect(Declared.read([Declared.declaration("plugin", "", 1, ["title": "x", "uses": ["orders", "ai"]])]).1 == [])
        #expect(
            Declared.read([Declared.declaration("plugin", "", 1, ["title": "x", "uses": ["order"]])]).1 == [
                "flows/shop.lua:1: uses names \"order\", which is not something that a plugin can use: did you mean \"orders\"?"
            ])
    }

    @Test("a file without bot.plugin, with two, or without a title is a problem")
    func plugin() {
        let begin = "flows/shop.lua:1: the file must begin with bot.plugin { title = \"...\" }"
        #expect(Declared.read([]).1 == [begin])
        #expect(Declared.read([Declared.plugin, Declared.plugin]).1 == ["flows/shop.lua:1: bot.plugin is called twice"])
        #expect(Declared.read([Declared.declaration("plugin", "", 1, [:])]).1 == ["flows/shop.lua:1: title is missing"])
    }

    @Test("the same name twice is a problem, of two kinds it is none, and every problem is told at once")
    func twice() {
        let flow = Declared.declaration("flow", "a", 3, ["run": Declared.run])
        let (_, problems) = Declared.read([
            Declared.plugin, flow, Declared.declaration("every", "a", 4, ["every": "1 hour", "run": Declared.run]),
            Declared.declaration("flow", "a", 9, ["titel": "x", "timeout": "soon"]),
        ])
        #expect(problems.count == 4)
        #expect(problems.first == "flows/shop.lua:9: the flow \"a\" is declared twice")
        #expect(problems.allSatisfy { $0.hasPrefix("flows/shop.lua:9: ") })
    }

    @Test("whatever a worker reports, reading it is never a crash", arguments: 1...30)
    func hostile(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let kinds = ["plugin", "settings", "flow", "command", "on", "every", "x"]
        let keys = ["title", "triggers", "params", "run", "at", "on", "every", "timeout", "access", "default", "type", "choices", "1", "optional", ""]
        func value(_ depth: Int) -> JSON {
            switch Int.random(in: 0..<(depth > 2 ? 7 : 9), using: &random) {
            case 0: .null
            case 1: .bool(true)
            case 2: .integer(.random(in: .min ... .max, using: &random))
            case 3: .number(0.5)
            case 4: .string(["date?", "?", "09:00", "99999999999999999999:1", "-1:-1", ":", "1000000 weeks", "member"].randomElement(using: &random) ?? "")
            case 5: .string("")
            case 6: .array([])
            case 7: .array((0..<3).map { _ in value(depth + 1) })
            default: .object(JSONObject((0..<4).map { _ in (keys.randomElement(using: &random) ?? "", value(depth + 1)) }))
            }
        }
        for _ in 0..<100 {
            let declarations = (0..<4).map { _ -> JSON in
                ["kind": .string(kinds.randomElement(using: &random) ?? ""), "name": value(2), "line": value(3), "options": value(0)]
            }
            let (_, problems) = Declared.read(declarations)
            #expect(problems.allSatisfy { $0.hasPrefix("flows/shop.lua:") })
        }
    }

    @Test("help and titles are a text for everybody, or one by language")
    func localized() throws {
        let (read, problems) = Declared.read(
            "command", "task", ["help": ["en": "Makes a task", "ar": "ينشئ مهمة"], "hidden": true, "run": Declared.run])
        #expect(problems == [])
        let command = try #require(read.commands.first)
        #expect(command.isHidden)
        let help = try #require(command.help)
        #expect(help.text(in: "ar-EG") == "ينشئ مهمة" && help.text(in: "de") == "Makes a task" && help.text(in: nil) == "Makes a task")
        #expect(help.speaks("de"))
        let arabic = try #require(Declared.read("command", "x", ["help": ["ar": "ينشئ"], "run": Declared.run]).0.commands.first?.help)
        #expect(arabic.speaks("ar") && !arabic.speaks("en") && arabic.standard == "ينشئ")
        #expect(LocalizedText("For all").speaks("en") && LocalizedText("For all").text(in: "ar") == "For all")
    }

    @Test("a help of no language, or that is no text, is told", arguments: [
        (["english": "Makes"], "help has a text for \"english\", which is no language: write it like help = { en = \"...\", ar = \"...\" }"),
        (["en": 5], "help.en must be text, and is a whole number"),
    ] as [(JSON, String)])
    func unlocalized(_ help: JSON, _ problem: String) {
        let (_, problems) = Declared.read("command", "it", ["help": help, "run": Declared.run])
        #expect(problems == ["flows/shop.lua:7: \(problem)"])
    }
}
