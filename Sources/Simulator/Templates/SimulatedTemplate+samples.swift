// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension SimulatedTemplate {
    /// What every account has from the beginning.
    /// - Parameter index: Which of the accounts it is: ids are unique among all of them.
    static func samples(of account: String, _ index: Int) -> [SimulatedTemplate] {
        func id(_ number: Int) -> String { String(900_000_000_000_000 + index * 100 + number) }
        func named(_ values: JSONObject) -> JSON {
            ["body_text_named_params": .array(values.map { ["param_name": .string($0.key), "example": $0.value] })]
        }
        return [
            SimulatedTemplate(
                id: id(1), account: account, name: "hello_world", language: "en_US", format: "POSITIONAL",
                components: [
                    ["type": "HEADER", "format": "TEXT", "text": "Hello World"],
                    ["type": "BODY", "text": "Welcome! This message shows that templates of this account reach you."],
                    ["type": "FOOTER", "text": "A sample"],
                ]),
            SimulatedTemplate(
                id: id(2), account: account, name: "order_shipped", language: "en", format: "NAMED",
                components: [
                    [
                        "type": "BODY", "text": "Hello {{name}}, your order {{number}} is on its way to you.",
                        "example": named(["name": "Amina", "number": "A-17"]),
                    ]
                ]),
            SimulatedTemplate(
                id: id(3), account: account, name: "appointment_reminder", language: "en", format: "POSITIONAL",
                components: [
                    ["type": "BODY", "text": "Hello {{1}}, we expect you on {{2}}. Will you come?", "example": ["body_text": [["Amina", "Monday"]]]],
                    ["type": "BUTTONS", "buttons": [["type": "QUICK_REPLY", "text": "Yes"], ["type": "QUICK_REPLY", "text": "Another day"]]],
                ]),
            SimulatedTemplate(
                id: id(4), account: account, name: "new_year_sale", language: "en", category: "MARKETING", format: "NAMED",
                components: [
                    ["type": "HEADER", "format": "IMAGE", "example": ["header_handle": ["https://example.com/sale.jpg"]]],
                    ["type": "BODY", "text": "Dear {{name}}, everything is cheaper this week.", "example": named(["name": "Amina"])],
                    ["type": "FOOTER", "text": "Answer STOP to get no more of these"],
                    [
                        "type": "BUTTONS",
                        "buttons": [
                            ["type": "URL", "text": "See it", "url": "https://example.com/sale/{{1}}", "example": ["https://example.com/sale/cement"]]
                        ],
                    ],
                ]),
            SimulatedTemplate(
                id: id(5), account: account, name: "reminder", language: "en", format: "NAMED",
                components: [
                    [
                        "type": "BODY",
                        "text": "Hello {{name}}, you asked to be reminded: {{text}} Write *done*, or *snooze* to be reminded again in an hour.",
                        "example": named(["name": "Amina", "text": "Paint the door."]),
                    ],
                    ["type": "BUTTONS", "buttons": [["type": "QUICK_REPLY", "text": "In an hour"], ["type": "QUICK_REPLY", "text": "Done"]]],
                ]),
            SimulatedTemplate(
                id: id(6), account: account, name: "reminder", language: "ar", format: "NAMED",
                components: [
                    [
                        "type": "BODY", "text": "مرحبا {{name}}، طلبت تذكيرك: {{text}} اكتب *تم*، أو *غفوة* للتذكير بعد ساعة.",
                        "example": named(["name": "أمينة", "text": "ادهن الباب."]),
                    ],
                    ["type": "BUTTONS", "buttons": [["type": "QUICK_REPLY", "text": "بعد ساعة"], ["type": "QUICK_REPLY", "text": "تم"]]],
                ]),
            SimulatedTemplate(
                id: id(7), account: account, name: "daily_summary", language: "en", format: "NAMED",
                components: [
                    [
                        "type": "BODY", "text": "Your daily summary: {{text}} Write *tasks* to see all of your tasks.",
                        "example": named(["text": "2 tasks are due today."]),
                    ]
                ]),
            SimulatedTemplate(
                id: id(8), account: account, name: "daily_summary", language: "ar", format: "NAMED",
                components: [
                    ["type": "BODY", "text": "ملخصك اليومي: {{text}} اكتب *مهام* لرؤية كل مهامك.", "example": named(["text": "لديك مهمتان اليوم."])]
                ]),
        ]
    }
}
