// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Language
import Testing

@testable import Plugins

/// Read on Wednesday, 7 January 2026, at 10:00 UTC.
@Suite struct CommandReaderTests {
    private let now = Timestamp(milliseconds: 1_767_780_000_000)

    private static func command(usage: String? = "task <title> [due <date>]") -> CommandDeclaration {
        CommandDeclaration(
            name: "task", usage: usage,
            parameters: [
                ParameterDeclaration(name: "title", type: .text, isOptional: false),
                ParameterDeclaration(name: "due", type: .date, isOptional: true),
                ParameterDeclaration(name: "priority", type: .choice(["low", "normal", "High"]), isOptional: true),
                ParameterDeclaration(name: "hours", type: .number, isOptional: true),
                ParameterDeclaration(name: "count", type: .integer, isOptional: true),
                ParameterDeclaration(name: "urgent", type: .boolean, isOptional: true),
            ], line: 1)
    }

    private func read(_ text: String, _ command: CommandDeclaration = CommandReaderTests.command()) throws(CommandReader.Problem) -> JSON {
        try CommandReader(command, civil: .utc).read(text, now: now)
    }

    @Test(
        "a command is read as people type it",
        arguments: [
            ("Review budget", ["title": "Review budget"]),
            ("Review budget due friday", ["title": "Review budget", "due": ["year": 2026, "month": 1, "day": 9, "iso": "2026-01-09"]]),
            ("due tomorrow 5pm", nil),
            ("Review due: tomorrow 5pm", ["title": "Review", "due": ["year": 2026, "month": 1, "day": 8, "hour": 17, "minute": 0, "iso": "2026-01-08T17:00"]]),
            ("Review !high", ["title": "Review", "priority": "High"]),
            ("Review !HIGH due friday", ["title": "Review", "priority": "High", "due": ["year": 2026, "month": 1, "day": 9, "iso": "2026-01-09"]]),
            ("Review priority low", ["title": "Review", "priority": "low"]),
            ("Fix !important bug", ["title": "Fix !important bug"]),
            ("Review hours 1.5 count 3 urgent yes", ["title": "Review", "hours": 1.5, "count": 3, "urgent": true]),
            ("Review hours 1,000", ["title": "Review", "hours": 1_000]),
            ("Review urgent NO", ["title": "Review", "urgent": false]),
            // A parameter's name counts the first time; after that it is a word.
            ("Review due friday due", nil),
        ] as [(String, JSON?)])
    func reads(text: String, expected: JSON?) {
        do throws(CommandReader.Problem) {
            #expect(try read(text) == expected)
        } catch {
            #expect(expected == nil, "\(error.reason)")
        }
    }

    @Test(
        "what cannot be understood says which part it is, and how the command is written",
        arguments: [
            ("", .missing("title")), ("due friday", .missing("title")),
            ("Review due someday", .wrong(parameter: "due", value: "someday", expected: "a date")),
            ("Review hours many", .wrong(parameter: "hours", value: "many", expected: "a number")),
            ("Review hours inf", .wrong(parameter: "hours", value: "inf", expected: "a number")),
            ("Review hours nan", .wrong(parameter: "hours", value: "nan", expected: "a number")),
            ("Review count 1.5", .wrong(parameter: "count", value: "1.5", expected: "a whole number")),
            ("Review count 99999999999999999999", .wrong(parameter: "count", value: "99999999999999999999", expected: "a whole number")),
            ("Review priority huge", .wrong(parameter: "priority", value: "huge", expected: "one of low, normal, High")),
            ("Review urgent perhaps", .wrong(parameter: "urgent", value: "perhaps", expected: "yes or no")),
        ] as [(String, CommandReader.Problem.Reason)])
    func refuses(text: String, reason: CommandReader.Problem.Reason) {
        let problem = #expect(throws: CommandReader.Problem.self) { try read(text) }
        #expect(problem?.reason == reason)
        #expect(problem?.usage == "task <title> [due <date>]")
    }

    @Test("without a usage the required parameters come first, in the order of their names, the last of them taking the rest")
    func order() throws {
        let command = CommandDeclaration(
            name: "move", parameters: [
                ParameterDeclaration(name: "to", type: .text, isOptional: false),
                ParameterDeclaration(name: "amount", type: .integer, isOptional: false),
                ParameterDeclaration(name: "note", type: .text, isOptional: true),
            ], line: 1)
        #expect(CommandReader(command, civil: .utc).usage == "move <amount> <to> [note <note>]")
        #expect(try read("5 the back room note fragile", command) == ["amount": 5, "to": "the back room", "note": "fragile"])
    }

    @Test("what is left over where nothing takes it is told")
    func unexpected() {
        let command = CommandDeclaration(name: "ping", line: 1)
        #expect(CommandReader(command, civil: .utc).usage == "ping")
        let problem = #expect(throws: CommandReader.Problem.self) { try read("hello there", command) }
        #expect(problem?.reason == .unexpected("hello there"))
        #expect(throws: Never.self) { try read("", command) }
    }

    @Test("the words of a choice stand for it in a usage")
    func choiceInUsage() throws {
        let command = Self.command(usage: "task <low|normal|high> <title>")
        #expect(try read("high Review budget", command) == ["priority": "High", "title": "Review budget"])
        #expect(throws: CommandReader.Problem.self) { try read("huge Review", command) }
    }

    @Test("names in the usage that are no parameters, and usages that are not well formed, are no crash", arguments: ["task <titel>", "task <", "task >>[]<title", "task [[<title>]", "]]] <title>"])
    func usages(usage: String) {
        _ = try? read("a b c due friday", Self.command(usage: usage))
        #expect(CommandReader(Self.command(usage: usage), civil: .utc).usage == usage)
    }
}
