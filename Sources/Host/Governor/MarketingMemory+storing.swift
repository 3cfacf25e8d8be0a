// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

extension MarketingMemory {
    /// Stores one more refusal of marketing, and gives what is remembered of the person now.
    static func record(_ contact: ContactID, at now: Timestamp, in connection: any Connection) throws -> Entry {
        let known = try LimitRepository.marketing(of: contact, in: connection).map { Entry(refusals: $0.refusals, until: $0.until) }
        let entry = Entry.after(known, at: now)
        try LimitRepository.remember(contact, refusals: entry.refusals, until: entry.until, in: connection)
        return entry
    }
}
