// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Language

/// Read on Wednesday, 7 January 2026, at 12:00 in Cairo (UTC+2).
@Suite struct DateReaderTests {
    private static let now = Timestamp(milliseconds: 1_767_780_000_000)

    private func read(_ text: String, now: Timestamp = DateReaderTests.now, in zone: String = "Africa/Cairo") throws -> String? {
        let civil = try #require(CivilTime(identifier: zone))
        return DateReader(civil: civil).read(text, now: now).map { moment in
            let day = "\(moment.year)-\(moment.month)-\(moment.day)"
            return moment.hour.map { "\(day) \($0):\(moment.minute ?? -1)" } ?? day
        }
    }

    @Test(
        "a day is read as people write it",
        arguments: [
            ("today", "2026-1-7"), ("Tomorrow", "2026-1-8"), ("yesterday", "2026-1-6"), ("  TMRW ", "2026-1-8"),
            ("friday", "2026-1-9"), ("Fri", "2026-1-9"), ("next friday", "2026-1-9"), ("on thursday", "2026-1-8"), ("tuesday", "2026-1-13"),
            // The day of the week that it is today is the next one.
            ("wednesday", "2026-1-14"),
            ("25 december", "2026-12-25"), ("December 25", "2026-12-25"), ("dec 25th", "2026-12-25"), ("25th of December", "2026-12-25"),
            ("3 January", "2027-1-3"), ("7 january", "2026-1-7"), ("1st feb 2028", "2028-2-1"), ("December 25, 2027", "2027-12-25"),
            // Days come before months.
            ("3/4", "2026-4-3"), ("25/12", "2026-12-25"), ("6/1", "2027-1-6"), ("25/12/2027", "2027-12-25"), ("25.12.27", "2027-12-25"),
            ("25-12-2026", "2026-12-25"), ("2026-12-25", "2026-12-25"), ("2026/2/3", "2026-2-3"),
            ("29/2/2028", "2028-2-29"), ("29 feb 2028", "2028-2-29"),
            ("غدا", "2026-1-8"), ("غدًا", "2026-1-8"), ("يوم الجمعة", "2026-1-9"), ("الأحد", "2026-1-11"), ("أمس", "2026-1-6"), ("٢٥/١٢", "2026-12-25"), ("۲۵/۱۲", "2026-12-25"),
        ])
    func days(text: String, expected: String) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        "a time is read with its day, and alone is today's or, where it has passed, tomorrow's",
        arguments: [
            ("5pm", "2026-1-7 17:0"), ("5 PM", "2026-1-7 17:0"), ("17:30", "2026-1-7 17:30"), ("at 5:15pm", "2026-1-7 17:15"),
            ("9am", "2026-1-8 9:0"), ("12:00", "2026-1-8 12:0"), ("12:01", "2026-1-7 12:1"), ("noon", "2026-1-8 12:0"),
            ("midnight", "2026-1-8 0:0"), ("12am", "2026-1-8 0:0"), ("12pm tomorrow", "2026-1-8 12:0"),
            ("tomorrow at 9:00", "2026-1-8 9:0"), ("9am tomorrow", "2026-1-8 9:0"), ("friday 8:05", "2026-1-9 8:5"),
            ("2026-12-25 17:30", "2026-12-25 17:30"), ("2026-12-25T17:30", "2026-12-25 17:30"), ("2026-12-25T17:30:00", "2026-12-25 17:30"),
            ("25 december, 6pm", "2026-12-25 18:0"), ("الساعة 5 مساء", "2026-1-7 17:0"), ("غدا ٩:٣٠", "2026-1-8 9:30"),
        ])
    func times(text: String, expected: String) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        "what is no date, or a day that the calendar does not have, is not read",
        arguments: [
            "", " ", "hello", "soon", "5", "17", "30 february", "29/2/2027", "31/4", "32/1", "0/1", "1/13", "13pm", "0am", "24:00", "9:60",
            "today tomorrow", "friday monday", "5pm 6pm", "december", "25 december maybe", "25/12/26/1", "99:99:99", "2026-13-01",
            "0000-01-01", "tomorrow 25/12",
        ])
    func refuses(text: String) throws {
        #expect(try read(text) == nil)
    }

    @Test(
        "numbers of any size are never a crash",
        arguments: [
            "1/1/9223372036854775807", "9223372036854775807/1/1", "1/9223372036854775807/2026", "99999999999999999999/1/2026",
            "9223372036854775807th may", "may 9223372036854775807", "9223372036854775807:00", "9223372036854775807pm",
            "25 december 9999", "1/1/999999999", "25.12.100000",
        ])
    func huge(text: String) throws {
        let moment = try read(text)
        #expect(moment == nil || moment == "9999-12-25")
    }

    @Test("today is today where the business is, not where the machine is")
    func zones() throws {
        // 23:30 UTC on 7 January.
        let late = Timestamp(milliseconds: 1_767_828_600_000)
        #expect(try read("today", now: late, in: "UTC") == "2026-1-7")
        #expect(try read("today", now: late, in: "Africa/Cairo") == "2026-1-8")
        #expect(try read("today", now: late, in: "America/New_York") == "2026-1-7")
        #expect(try read("tomorrow", now: late, in: "Asia/Kolkata") == "2026-1-9")
    }

    @Test("random texts are read or not, but never a crash", arguments: 1...20)
    func random(seed: UInt64) throws {
        let parts = ["25", "/", "12", "-", ".", ":", " ", "pm", "am", "may", "fri", "today", "th", "T", "2026", "٣", "9999999999", ",", "st", "on"]
        var random = SeededGenerator(seed: seed)
        let reader = DateReader(civil: .utc)
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 1...8, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
            guard let moment = reader.read(text, now: Self.now) else { continue }
            #expect(CivilTime.utc.exists(moment), "\(text)")
        }
    }
}
