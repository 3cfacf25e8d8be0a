// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// What was said last to and by one person is found without looking at everybody's messages.
    static let recentTalk = Migration(
        name: "2026-11 recent talk",
        statements: [
            "CREATE INDEX inbox_talk ON inbox (lane, id) WHERE kind = 'message'",
            "CREATE INDEX outbox_talk ON outbox (contact, id) WHERE kind = 'message'",
        ])
}
