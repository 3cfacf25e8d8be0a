// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The service windows of contacts, by number.
package enum ServiceWindowRepository {
    package static func window(
        of contact: ContactID, _ number: String, in connection: any Connection
    ) throws -> ServiceWindow? {
        try connection.firstRow(
            "SELECT closes_at, entered_at, free_until FROM service_windows WHERE contact = $1 AND number = $2",
            [.id(contact), .text(number)]
        ).map { ServiceWindow(closesAt: try $0.time(0), enteredAt: $0.optionalTime(1), freeUntil: $0.optionalTime(2)) }
    }

    package static func save(
        _ window: ServiceWindow, of contact: ContactID, _ number: String, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO service_windows (contact, number, closes_at, entered_at, free_until) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (contact, number) DO UPDATE SET closes_at = excluded.closes_at, entered_at = excluded.entered_at,
                free_until = excluded.free_until
            """,
            [.id(contact), .text(number), .time(window.closesAt), .time(window.enteredAt), .time(window.freeUntil)])
    }
}
