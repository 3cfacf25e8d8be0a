// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Testing

@testable import Language

/// `phrases.tsv`, read on Wednesday, 7 January 2026, at 12:00 in Cairo (UTC+2).
@Suite("Dates as people write them")
struct DatePhraseTests {
    static let now = Timestamp(milliseconds: 1_767_780_000_000)

    struct Row: CustomTestStringConvertible, Sendable {
        var language: String
        var phrase: String
        var meaning: String
        var testDescription: String { phrase }
    }

    static let rows: [Row] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "phrases.tsv")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Row(language: fields[0], phrase: fields[1], meaning: fields[2])
        }
    }()

    private static let weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    static func shown(_ moment: CivilTime.Moment) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(moment.year)-\(two(moment.month))-\(two(moment.day))"
        return moment.hour.map { "\(day) \(two($0)):\(two(moment.minute ?? 0))" } ?? day
    }

    static func shown(_ reading: DateReading?) -> String {
        switch reading {
        case .moment(let moment)?: return shown(moment)
        case .period(let first, let last)?: return "\(shown(first))..\(shown(last))"
        case .impossible?: return "impossible"
        case nil: return "none"
        case .recurrence(let recurrence)?:
            var parts = ["every \(recurrence.interval) \(recurrence.unit.rawValue)"]
            if !recurrence.weekdays.isEmpty { parts.append(recurrence.weekdays.sorted().map { weekdays[$0] }.joined(separator: ",")) }
            if let day = recurrence.monthDay { parts.append("d\(day)") }
            if let hour = recurrence.hour {
                parts.append(String(shown(CivilTime.Moment(year: 1, month: 1, day: 1, hour: hour, minute: recurrence.minute)).suffix(5)))
            }
            return (parts + ["first", shown(recurrence.first)]).joined(separator: " ")
        }
    }

    @Test("the table has at least 400 of them, in both languages")
    func size() {
        #expect(Self.rows.count >= 400)
        #expect(Self.rows.filter { $0.language == "ar" }.count >= 100)
    }

    @Test("each means what its row says", arguments: rows)
    func meaning(_ row: Row) throws {
        let reader = DateReader(civil: try #require(CivilTime(identifier: "Africa/Cairo")))
        #expect(Self.shown(reader.reading(row.phrase, now: Self.now)) == row.meaning)
    }

    @Test("a date is found within a sentence, with nothing taken away that is not of it", arguments: [
        ("review the budget by friday", "by friday", "2026-01-09"), ("call the client tomorrow at 5", "tomorrow at 5", "2026-01-08 17:00"),
        ("remind me in two hours to call Sara", "in two hours", "2026-01-07 14:00"), ("Pay rent on the 1st", "on the 1st", "2026-02-01"),
        ("send the report to Omar next Monday at 9am please", "next Monday at 9am", "2026-01-12 09:00"),
        ("standup every weekday at 9:30", "every weekday at 9:30", "every 1 week mon,tue,wed,thu,fri 09:30 first 2026-01-08 09:30"),
        ("buy 3 chairs before 15/3", "before 15/3", "2026-03-15"), ("Tomorrow: water the plants", "Tomorrow", "2026-01-08"),
        ("ذكرني أن أتصل بالعميل غدا الساعة ٥ مساء", "غدا الساعة ٥ مساء", "2026-01-08 17:00"), ("مراجعة الميزانية يوم الجمعة القادمة", "يوم الجمعة القادمة", "2026-01-09"),
        ("ذكرني بعد ساعتين بالاجتماع", "بعد ساعتين", "2026-01-07 14:00"),
    ])
    func found(_ text: String, _ part: String, _ meaning: String) throws {
        let reader = DateReader(civil: try #require(CivilTime(identifier: "Africa/Cairo")))
        let finding = try #require(reader.find(in: text, now: Self.now))
        #expect(String(text[finding.range]) == part && Self.shown(finding.reading) == meaning)
    }

    @Test("words that only may be dates are none within a sentence", arguments: [
        "may I ask something", "he sat down", "buy 3 chairs", "the second one", "call Mar about it", "version 1.2.3 is out", "I am one of two", "شكرا جزيلا", "اشتري خمسة كراسي",
    ])
    func notFound(_ text: String) throws {
        let reader = DateReader(civil: .utc)
        #expect(reader.find(in: text, now: Self.now) == nil)
    }

    @Test("a time that the clocks skip is the one that they show instead, and one that they show twice is the first")
    func clockChanges() throws {
        // Clocks in Cairo go from 23:59 on 30 April 2026 to 01:00 on the 1st of May.
        let cairo = try #require(CivilTime(identifier: "Africa/Cairo"))
        let april = try #require(cairo.timestamp(of: CivilTime.Moment(year: 2026, month: 4, day: 23, hour: 12)))
        #expect(Self.shown(DateReader(civil: cairo).reading("24 april at 0:30", now: april)) == "2026-04-24 01:30")
        // Clocks in Berlin show 2:30 twice on 25 October 2026.
        let berlin = try #require(CivilTime(identifier: "Europe/Berlin"))
        let october = try #require(berlin.timestamp(of: CivilTime.Moment(year: 2026, month: 10, day: 20, hour: 12)))
        let reader = DateReader(civil: berlin)
        #expect(Self.shown(reader.reading("sunday at 02:30", now: october)) == "2026-10-25 02:30")
        #expect(Self.shown(reader.reading("in 5 days", now: october)) == "2026-10-25")
    }
}
