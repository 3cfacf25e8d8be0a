// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What was said between a person and us, whichever flow or command said it.
package enum TalkRepository {
    /// The last messages in the order in which they came and were made; what has not been worked off yet, what will never be sent, what was taken together
    /// with another and stands there, and what somebody wrote in a group is not among them.
    /// - Parameters:
    ///   - number: The platform's id of our number.
    ///   - time: Nothing from before.
    package static func last(
        _ limit: Int, of contact: ContactID, on number: String, since time: Timestamp, in connection: any Connection
    ) throws -> [TalkLine] {
        let values: [SQLValue] = [.id(contact), .text(number), .text(IDGenerator.earliest(at: time)), .count(limit)]
        let theirs = try connection.rows(
            """
            SELECT id, content FROM inbox WHERE lane = $1 AND kind = 'message' AND number = $2 AND state = 'done' AND id > $3
                AND (error IS NULL OR error NOT LIKE 'taken together with %')
            ORDER BY id DESC LIMIT $4
            """, values
        ).map { (id: try $0.text(0), line: TalkLine(isPersons: true, content: try $0.json(1))) }.filter { $0.line.content["group_id"] == nil }
        let ours = try connection.rows(
            """
            SELECT id, content FROM outbox WHERE contact = $1 AND kind = 'message' AND number = $2 AND state <> 'dead' AND id > $3
            ORDER BY id DESC LIMIT $4
            """, values
        ).map { (id: try $0.text(0), line: TalkLine(isPersons: false, content: try $0.json(1))) }
        return (theirs + ours).sorted { $0.id < $1.id }.suffix(limit).map(\.line)
    }
}
