// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// What `moonpost user disable` and `enable` do.
enum UserStanding {
    static func set(_ name: String, isDisabled: Bool, _ store: StoreOptions) async throws -> User {
        let changed = try await store.withStore { database in
            var user = try await UserCommand.find(name, in: database)
            let now = SystemClock().now
            guard (user.disabledAt != nil) != isDisabled else {
                throw CommandFailure("\(user.name) is \(isDisabled ? "disabled" : "enabled") already")
            }
            user.disabledAt = isDisabled ? now : nil
            let (changed, word) = (user, isDisabled ? "disabled" : "enabled")
            try await database.write { connection in
                try UserRepository.update(changed, at: now, in: connection)
                try AuditRepository.append(
                    [AuditRecord(actor: UserCommand.actor, .change, AuditRecord.actor(changed.id), details: ["standing": .string(word)], at: now)],
                    in: connection)
            }
            return changed
        }
        _ = try store.wakeHost()
        return changed
    }
}
