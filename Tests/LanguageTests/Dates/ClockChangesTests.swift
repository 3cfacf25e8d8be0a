// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Language

@Suite struct ClockChangesTests {
    /// Monday, 5 January 2026, 09:00 UTC.
    private let now = Timestamp(milliseconds: 1_767_603_600_000)

    @Test("a zone whose clocks stand has none, and one that is not there is the business's")
    func none() throws {
        let times = CivilTimes(business: .utc)
        #expect(times.changes(of: .utc, around: now) == nil)
        #expect(times.changes(of: times.civil(in: "Asia/Kolkata"), around: now) == nil)
        #expect(times.civil(in: "Africa/Atlantis").identifier == CivilTime.utc.identifier)
        #expect(times.civil(in: nil).identifier == CivilTime.utc.identifier)
        #expect(times.civil(in: "Africa/Cairo").identifier == "Africa/Cairo")
    }

    @Test("every change of four years is found to the second, the same each time that it is asked")
    func found() throws {
        let times = CivilTimes(business: .utc)
        let london = times.civil(in: "Europe/London")
        let changes = try #require(times.changes(of: london, around: now))
        // 29 March and 25 October 2026, 01:00 UTC.
        #expect(changes.changes.contains(ClockChanges.Change(at: 1_774_746_000, offset: 60)))
        #expect(changes.changes.contains(ClockChanges.Change(at: 1_792_890_000, offset: 0)))
        #expect(changes.changes.count == 8)
        #expect(changes.first == 0)
        for change in changes.changes {
            #expect(london.offsetMinutes(at: Timestamp(milliseconds: change.at * 1_000)) == change.offset)
            #expect(london.offsetMinutes(at: Timestamp(milliseconds: change.at * 1_000 - 1)) != change.offset)
        }
        #expect(times.changes(of: london, around: now + .seconds(86_400)) == changes)
        #expect(times.changes(of: london, around: now + .seconds(800 * 86_400)) != changes)
    }
}
