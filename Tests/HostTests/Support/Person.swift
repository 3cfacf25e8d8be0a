// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Somebody who writes to the bot, by the names that the platform tells.
struct Person: Hashable, Sendable {
    var name: String?
    var phone: String?
    /// Business-scoped user id.
    var userID: String?
    var username: String?

    static let amina = Person(name: "Amina", phone: "201001234567")
    static let omar = Person(name: "Omar", phone: "201007654321")

    /// Somebody of a crowd.
    static func number(_ index: Int) -> Person { Person(name: "Person \(index)", phone: "2010\(10_000_000 + index)") }

    /// What messages to the person are addressed to.
    var address: String { phone ?? userID ?? "" }
}
