// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// When people whom nobody has registered were last told how to be.
package enum RegistrationNoticeRepository {
    package static func toldAt(_ contact: ContactID, in connection: any Connection) throws -> Timestamp? {
        try connection.firstRow("SELECT told_at FROM registration_notices WHERE contact = $1", [.id(contact)]).map { try $0.time(0) }
    }

    package static func tell(_ contact: ContactID, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO registration_notices (contact, told_at) VALUES ($1, $2) ON CONFLICT (contact) DO UPDATE SET told_at = excluded.told_at",
            [.id(contact), .time(time)])
    }
}
