// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension SimulatedTemplate {
    /// What every account has from the beginning.
    static func samples(of account: String) -> [SimulatedTemplate] {
        [
            SimulatedTemplate(
                id: "900000000000001", account: account, name: "hello_world", language: "en_US", format: "POSITIONAL",
                components: [
                    ["type": "HEADER", "format": "TEXT", "text": "Hello World"],
                    ["type": "BODY", "text": "Welcome! This message shows that templates of this account reach you."],
                    ["type": "FOOTER", "text": "A sample"],
                ]),
            SimulatedTemplate(
                id: "900000000000002", account: account, name: "order_shipped", language: "en", format: "NAMED",
                components: [
                    ["type": "BODY", "text": "Hello {{name}}, your order {{number}} is on its way to you."]
                ]),
            SimulatedTemplate(
                id: "900000000000003", account: account, name: "appointment_reminder", language: "en", format: "POSITIONAL",
                components: [
                    ["type": "BODY", "text": "Hello {{1}}, we expect you on {{2}}. Will you come?"],
                    ["type": "BUTTONS", "buttons": [["type": "QUICK_REPLY", "text": "Yes"], ["type": "QUICK_REPLY", "text": "Another day"]]],
                ]),
            SimulatedTemplate(
                id: "900000000000004", account: account, name: "new_year_sale", language: "en", category: "MARKETING", format: "NAMED",
                components: [
                    ["type": "HEADER", "format": "IMAGE"],
                    ["type": "BODY", "text": "Dear {{name}}, everything is cheaper this week."],
                    ["type": "FOOTER", "text": "Answer STOP to get no more of these"],
                    ["type": "BUTTONS", "buttons": [["type": "URL", "text": "See it", "url": "https://example.com/sale/{{1}}"]]],
                ]),
            SimulatedTemplate(
                id: "900000000000005", account: account, name: "reminder", language: "en", format: "NAMED",
                components: [
                    ["type": "BODY", "text": "Hello {{name}}, you asked to be reminded: {{text}} Answer this message to go on."]
                ]),
        ]
    }
}
