// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Store

/// `moonpost audit list`
struct AuditListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Shows what was done last, newest first.")

    @OptionGroup var store: StoreOptions

    @Option(help: "How many rows.")
    var limit = 50

    @Option(help: "Of this user alone: a name or an id.")
    var user: String?

    @Option(help: "Of this kind alone: \(AuditRecord.Action.allCases.map(\.rawValue).joined(separator: ", ")).")
    var action: String?

    @Flag(help: "One JSON object to a line.")
    var json = false

    func run() async throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
        let wanted = try action.map { text in
            guard let action = AuditRecord.Action(rawValue: text) else {
                throw ValidationError("\"\(text)\" is no kind: there is \(AuditRecord.Action.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return action
        }
        let (user, limit) = (user, limit)
        let (rows, names) = try await store.withStore { database in
            var actor: String?
            if let user { actor = AuditRecord.actor(try await UserCommand.find(user, in: database).id) }
            let of = actor
            return try await database.read { connection in
                (
                    try AuditRepository.latest(limit: limit, actor: of, action: wanted, in: connection),
                    Dictionary(
                        try UserRepository.all(withDisabled: true, in: connection).map { (AuditRecord.actor($0.id), $0.name) },
                        uniquingKeysWith: { first, _ in first })
                )
            }
        }
        if rows.isEmpty, !json { print("nothing is in the log" + (user == nil && action == nil ? " yet" : " of that")) }
        for row in rows {
            let record = row.record
            if json {
                let line: JSON = [
                    "position": .integer(row.position), "at": .string(Self.time(record.at)), "actor": .string(record.actor),
                    "action": .string(record.action.rawValue), "subject": .string(record.subject), "details": record.details, "hash": .string(row.hash),
                ]
                print(line.description)
                continue
            }
            func shown(_ who: String) -> String { names[who] ?? who }
            let details = record.details.object.flatMap { $0.isEmpty ? nil : record.details.description } ?? ""
            print("\(row.position)  \(Self.time(record.at))  \(shown(record.actor))  \(record.action.rawValue)  \(shown(record.subject))  \(details)")
        }
    }

    private static func time(_ time: Timestamp) -> String {
        Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000).formatted(.iso8601)
    }
}
