// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins
internal import Store

/// What may be used of a language model in a day, and what was: kept in the store, so that a restart gives nobody more.
///
/// A request is made while there is something left, and counted by what it took: the last one of a day may go beyond.
struct ModelBudget: Sendable {
    let person: Int?
    let everybody: Int?
    let civil: CivilTime
    let database: any Database

    /// The business's day.
    func day(at time: Timestamp) -> String { Self.day(at: time, civil) }

    static func day(at time: Timestamp, _ civil: CivilTime) -> String {
        let (moment, _) = civil.moment(at: time)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(moment.year)-\(two(moment.month))-\(two(moment.day))"
    }

    /// Why nothing may be asked now, for the script; nil where something may.
    func refusal(for contact: ContactID?, at now: Timestamp) async throws -> (error: OperationError, isEverybody: Bool)? {
        let day = day(at: now)
        let (all, own) = try await database.read { connection in
            (
                try ModelUsageRepository.tokens(on: day, of: nil, in: connection),
                try contact.map { try ModelUsageRepository.tokens(on: day, of: $0, in: connection) }
            )
        }
        if let everybody, all >= everybody {
            return (Self.error("all of today's \(everybody) tokens are used: [ai] budget"), true)
        }
        if let person, let own, own >= person {
            return (Self.error("this person has used today's \(person) tokens: [ai] person_budget"), false)
        }
        return nil
    }

    func count(_ tokens: Int, of contact: ContactID?, at now: Timestamp) async throws {
        let day = day(at: now)
        try await database.write { try ModelUsageRepository.add(tokens, on: day, of: contact, in: $0) }
    }

    private static func error(_ why: String) -> OperationError {
        OperationError(code: "over_budget", message: "the model is not asked: \(why)")
    }
}
