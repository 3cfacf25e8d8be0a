// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Language

@Suite struct CivilTimeTests {
    /// Wednesday, 7 January 2026, 10:00 UTC.
    private let now = Timestamp(milliseconds: 1_767_780_000_000)

    @Test("a zone that does not exist is none")
    func unknown() {
        #expect(CivilTime(identifier: "Africa/Atlantis") == nil)
        #expect(CivilTime(identifier: "") == nil)
    }

    @Test(
        "the wall shows the day and time of its place",
        arguments: [("UTC", 0, 10), ("Africa/Cairo", 120, 12), ("Asia/Kolkata", 330, 15), ("America/New_York", -300, 5)])
    func walls(zone: String, offset: Int, hour: Int) throws {
        let civil = try #require(CivilTime(identifier: zone))
        #expect(civil.offsetMinutes(at: now) == offset)
        let (moment, weekday) = civil.moment(at: now)
        #expect(moment.hour == hour && moment.day == 7 && weekday == 3)
        #expect(civil.timestamp(of: moment) == now)
    }

    @Test(
        "a day exists where the calendar has it",
        arguments: [
            (2026, 2, 28, true), (2026, 2, 29, false), (2028, 2, 29, true), (2026, 4, 31, false), (2026, 12, 31, true), (2026, 13, 1, false),
            (2026, 0, 1, false), (2026, 1, 0, false), (0, 1, 1, false), (10_000, 1, 1, false), (Int.max, 1, 1, false), (Int.min, 1, 1, false),
        ])
    func exists(year: Int, month: Int, day: Int, exists: Bool) {
        #expect(CivilTime.utc.exists(CivilTime.Moment(year: year, month: month, day: day)) == exists)
    }

    private func next(_ minute: Int, _ weekdays: Set<Int>, after time: Timestamp, in zone: String = "UTC") throws -> Int64? {
        let civil = try #require(CivilTime(identifier: zone))
        return civil.next(minute: minute, weekdays: weekdays, after: time).map { ($0 - now).milliseconds / 60_000 }
    }

    @Test("the next time of day is today's while it has not come, and tomorrow's from that very moment on")
    func nextTime() throws {
        #expect(try next(10 * 60 + 1, [], after: now) == 1)
        #expect(try next(10 * 60, [], after: now) == 24 * 60)
        #expect(try next(9 * 60, [], after: now) == 23 * 60)
    }

    @Test("on given days of the week the next one is found, also a whole week ahead")
    func weekdays() throws {
        #expect(try next(9 * 60, [5], after: now) == (2 * 24 - 1) * 60)
        #expect(try next(9 * 60, [3], after: now) == (7 * 24 - 1) * 60)
        #expect(try next(11 * 60, [3], after: now) == 60)
        #expect(try next(9 * 60, [2, 4], after: now) == 23 * 60)
    }

    @Test("09:00 stays 09:00 on the wall when the clocks change")
    func daylightSaving() throws {
        // The clocks of New York go forward on 8 March 2026, at 2:00.
        let civil = try #require(CivilTime(identifier: "America/New_York"))
        let saturday = try #require(civil.timestamp(of: CivilTime.Moment(year: 2026, month: 3, day: 7, hour: 9)))
        let sunday = try #require(civil.next(minute: 9 * 60, weekdays: [], after: saturday))
        #expect(sunday - saturday == .seconds(23 * 3_600))
        let monday = try #require(civil.next(minute: 9 * 60, weekdays: [], after: sunday))
        #expect(monday - sunday == .seconds(24 * 3_600))
        // 2:30 does not exist on that day: it is moved forward, and comes once.
        let skipped = try #require(civil.next(minute: 150, weekdays: [], after: saturday))
        #expect(skipped > saturday && skipped < sunday)
    }
}
