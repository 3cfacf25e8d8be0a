// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let sendingTimes = Migration(
        name: "2026-11 when messages were sent",
        statements: [
            "ALTER TABLE inbox ADD COLUMN sent_at BIGINT"
        ])
}
