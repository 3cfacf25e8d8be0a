// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Who has had enough marketing for now, because Meta refused some (131049, through Twilio 63049).
///
/// Source: Meta, "Per-user marketing template message limits": not to be sent again for at least 24 hours. Each refusal
/// after the first doubles that, up to 8 days; 30 days after the last one it is forgotten.
package struct MarketingMemory: Sendable {
    package struct Entry: Hashable, Sendable {
        /// How often it was refused.
        package var refusals: Int
        /// No marketing before then.
        package var until: Timestamp

        package init(refusals: Int, until: Timestamp) {
            self.refusals = refusals
            self.until = until
        }

        /// What is remembered after one more refusal.
        package static func after(_ entry: Entry?, at now: Timestamp) -> Entry {
            var refusals = 1
            if let entry, now - entry.until < MarketingMemory.keep { refusals = entry.refusals + 1 }
            let days = Int64(1) << Int64(min(refusals - 1, 3))
            return Entry(refusals: refusals, until: now + .seconds(86_400 * days))
        }
    }

    /// How long a refusal is remembered after its time is over.
    package static let keep = Duration.seconds(30 * 86_400)

    private var entries: [ContactID: Entry] = [:]

    package init() {}

    /// When this person may be sent marketing again; nil: now.
    package func wait(_ contact: ContactID, at now: Timestamp) -> Timestamp? {
        guard let entry = entries[contact], entry.until > now else { return nil }
        return entry.until
    }

    package mutating func set(_ entry: Entry, of contact: ContactID) { entries[contact] = entry }

    /// Two contacts were one person: the longer pause and the higher count hold.
    package mutating func merge(_ loser: ContactID, into winner: ContactID) {
        guard let theirs = entries.removeValue(forKey: loser) else { return }
        entries[winner] = entries[winner].map {
            Entry(refusals: max($0.refusals, theirs.refusals), until: max($0.until, theirs.until))
        } ?? theirs
    }

    package func entry(of contact: ContactID) -> Entry? { entries[contact] }
}
