// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Store

@testable import Host

extension TestHost {
    /// Adds a user of the staff.
    func hire(_ name: String, _ role: User.Role) async throws -> User {
        let user = User(id: world.ids.next(), name: name, role: role)
        let now = world.clock.now
        try await database.write { try UserRepository.insert(user, at: now, in: $0) }
        return user
    }

    /// Changes a user, as `moonpost user` does.
    func change(_ user: User, _ change: (inout User) -> Void) async throws {
        var changed = user
        change(&changed)
        let (after, now) = (changed, world.clock.now)
        try await database.write { try UserRepository.update(after, at: now, in: $0) }
    }

    /// A code for the user, as `moonpost user code` makes it.
    func code(_ digits: String = "12345678", for user: User, valid: Duration = .seconds(3_600)) async throws -> String {
        let now = world.clock.now
        try await database.write {
            try LinkCodeRepository.insert(LinkCode.hash(digits, World.masterKey), of: user.id, at: now, until: now + valid, in: $0)
        }
        return digits
    }

    func audit() async throws -> [String] {
        try await database.read { connection in
            try AuditRepository.rows(after: 0, limit: 1_000, in: connection).map { "\($0.record.actor.prefix { $0 != ":" }) \($0.record.action.rawValue) \($0.record.subject.prefix { $0 != ":" })" }
        }
    }
}
