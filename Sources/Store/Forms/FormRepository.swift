// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A form that somebody was asked to fill in.
package struct OpenForm: Hashable, Sendable {
    /// What goes to the phone, and comes back with every request.
    package var token: String
    package var name: String
    package var plugin: String
    /// The version of the conversation that asks: its screens are of that version, too.
    package var version: String
    package var contact: ContactID
    package var number: String
    package var conversation: ConversationID
    package var isDone = false
    package var createdAt: Timestamp

    package init(
        token: String, name: String, plugin: String, version: String, contact: ContactID, number: String, conversation: ConversationID,
        createdAt: Timestamp
    ) {
        self.token = token
        self.name = name
        self.plugin = plugin
        self.version = version
        self.contact = contact
        self.number = number
        self.conversation = conversation
        self.createdAt = createdAt
    }
}

/// Forms under way, and the keys of the numbers that they come over.
package enum FormRepository {
    /// Opens it; one that is there already stays as it is.
    package static func open(_ form: OpenForm, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO forms (token, name, plugin, version, contact, number, conversation, done, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8) ON CONFLICT (token) DO NOTHING
            """,
            [
                .text(form.token), .text(form.name), .text(form.plugin), .text(form.version), .id(form.contact), .text(form.number),
                .id(form.conversation), .time(form.createdAt),
            ])
    }

    package static func form(_ token: String, in connection: any Connection) throws -> OpenForm? {
        try connection.firstRow(
            "SELECT token, name, plugin, version, contact, number, conversation, done, created_at FROM forms WHERE token = $1", [.text(token)]
        ).map { row in
            var form = OpenForm(
                token: try row.text(0), name: try row.text(1), plugin: try row.text(2), version: try row.text(3), contact: try row.id(4),
                number: try row.text(5), conversation: try row.id(6), createdAt: try row.time(8))
            form.isDone = try row.integer(7) != 0
            return form
        }
    }

    /// What the request was answered; nil where it has not been.
    package static func answer(to request: String, of token: String, in connection: any Connection) throws -> JSON? {
        try connection.firstRow("SELECT answer FROM form_answers WHERE token = $1 AND request = $2", [.text(token), .text(request)]).map {
            try $0.json(0)
        }
    }

    /// Keeps what a request was answered, in the transaction of whatever its screen did.
    package static func keep(
        _ answer: JSON, to request: String, of token: String, isDone: Bool, at time: Timestamp, in connection: any Connection
    ) throws {
        try connection.execute(
            "INSERT INTO form_answers (token, request, answer, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (token, request) DO NOTHING",
            [.text(token), .text(request), .json(answer), .time(time)])
        if isDone { try connection.execute("UPDATE forms SET done = 1 WHERE token = $1", [.text(token)]) }
    }

    package static func key(of number: String, in connection: any Connection) throws -> [UInt8]? {
        try connection.firstRow("SELECT sealed FROM form_keys WHERE number = $1", [.text(number)]).map { try $0.blob(0) }
    }

    package static func setKey(_ sealed: [UInt8], of number: String, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO form_keys (number, sealed, created_at) VALUES ($1, $2, $3)
            ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at
            """, [.text(number), .blob(sealed), .time(time)])
    }

    /// Every sealed key, for changing what they are sealed with.
    package static func keys(in connection: any Connection) throws -> [(number: String, sealed: [UInt8])] {
        try connection.rows("SELECT number, sealed FROM form_keys ORDER BY number").map { (try $0.text(0), try $0.blob(1)) }
    }

    /// Two contacts were one person.
    static func merge(_ loser: ContactID, into winner: ContactID, in connection: any Connection) throws {
        try connection.execute("UPDATE forms SET contact = $1 WHERE contact = $2", [.id(winner), .id(loser)])
    }

    /// Forgets forms from before `time`, and what they were answered.
    package static func purge(before time: Timestamp, in connection: any Connection) throws {
        try connection.execute("DELETE FROM form_answers WHERE token IN (SELECT token FROM forms WHERE created_at < $1)", [.time(time)])
        try connection.execute("DELETE FROM forms WHERE created_at < $1", [.time(time)])
    }
}
