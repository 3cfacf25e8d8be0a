// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite struct DurationWordsTests {
    @Test(
        "durations are read as people write them",
        arguments: [
            ("30 minutes", 1_800_000), ("1 minute", 60_000), ("2 days", 172_800_000), ("1 hour 30 minutes", 5_400_000),
            ("90s", 90_000), ("5min", 300_000), ("1 week", 604_800_000), ("  2   HOURS ", 7_200_000), ("250 ms", 250),
            ("1d 2h 3min 4s", 93_784_000), ("0 seconds", 0),
        ])
    func reads(text: String, milliseconds: Int64) throws {
        #expect(try DurationWords.parse(text) == .milliseconds(milliseconds))
    }

    @Test(
        "what is no duration is refused, and the error shows it and how to write one",
        arguments: ["", " ", "soon", "5", "minutes", "-3 days", "3 fortnights", "1.5 hours", "1 hour and 2 minutes", "1000001 s", "٣ days"])
    func refuses(text: String) {
        let problem = #expect(throws: DurationWords.Problem.self) { try DurationWords.parse(text) }
        #expect(problem?.description == "\"\(text)\" is not a duration: write it like \"30 minutes\", \"2 hours\" or \"5 days\"")
    }

    @Test("an ambiguous \"3 m\" is refused with both readings")
    func ambiguous() {
        let problem = #expect(throws: DurationWords.Problem.self) { try DurationWords.parse("3 m") }
        #expect(problem?.description.contains("\"3 minutes\" or \"3 months\"") == true)
    }

    @Test("a sum that no clock can hold is refused, never a crash")
    func overflow() {
        let text = String(repeating: "1000000 weeks ", count: 20_000)
        #expect(throws: DurationWords.Problem.self) { try DurationWords.parse(text) }
    }
}
