// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Synchronization

/// The civil times of the zones that people are in. Each is made once: a calendar is dear to make, and every message needs one.
package final class CivilTimes: Sendable {
    /// Where nothing else is known of somebody: the business's.
    package let business: CivilTime

    private struct Zone {
        var civil: CivilTime
        /// Of the year that was asked for last.
        var changes: (year: Int64, changes: ClockChanges?)?
    }

    private let zones = Mutex<[String: Zone]>([:])
    /// There are some 600 names of zones.
    private static let mostZones = 1_000
    /// Of the Gregorian calendar.
    private static let year: Int64 = 31_556_952_000

    package init(business: CivilTime) { self.business = business }

    /// The civil time of a zone, by its IANA name; the business's where none is given, or there is no such zone.
    package func civil(in zone: String?) -> CivilTime {
        guard let zone, zone != business.identifier else { return business }
        if let known = zones.withLock({ $0[zone]?.civil }) { return known }
        guard let made = CivilTime(identifier: zone) else { return business }
        keep(Zone(civil: made), as: zone)
        return made
    }

    /// When the clocks of a zone change in the years around `time`; nil where they do not.
    package func changes(of civil: CivilTime, around time: Timestamp) -> ClockChanges? {
        let year = time.milliseconds / Self.year
        if let known = zones.withLock({ $0[civil.identifier]?.changes }), known.year == year { return known.changes }
        let start = Timestamp(milliseconds: (year - 1) * Self.year)
        let changes = ClockChanges(of: civil, from: start, to: Timestamp(milliseconds: start.milliseconds + Self.years * Self.year))
        keep(Zone(civil: civil, changes: (year, changes)), as: civil.identifier)
        return changes
    }

    private static let years: Int64 = 4

    private func keep(_ zone: Zone, as identifier: String) {
        zones.withLock { zones in
            if zones.count >= Self.mostZones { zones.removeAll() }
            zones[identifier] = zone
        }
    }
}
