// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct OutboundMessageTests {
    private func one(_ json: JSON) throws -> OutboundMessage {
        let messages = try OutboundMessage.messages(from: json)
        return try #require(messages.count == 1 ? messages.first : nil)
    }

    private func body(_ json: JSON) throws -> JSON {
        try one(json).body(to: .phone("201001234567"), callbackData: "01K")
    }

    @Test("A text becomes the body that Meta documents")
    func text() throws {
        let expected: JSON = [
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": "201001234567", "type": "text",
            "text": ["body": "Hello"], "biz_opaque_callback_data": "01K",
        ]
        #expect(try body("Hello") == expected)
        #expect(try body(["type": "text", "text": "Hello"]) == expected)
        #expect(try body(["text": "Hello"]) == expected)
        #expect(try body(["text": "Hello", "preview_url": true])["text"] == ["body": "Hello", "preview_url": true])
    }

    @Test("A user id goes into recipient, and without callback data there is none")
    func userID() throws {
        let body = try one("Hello").body(to: .userID("EG.1"), callbackData: nil)
        #expect(body["recipient"] == "EG.1")
        #expect(body["to"] == nil)
        #expect(body["biz_opaque_callback_data"] == nil)
    }

    @Test("Buttons become the body that Meta documents; a plain text is its own id")
    func buttons() throws {
        let json: JSON = [
            "type": "buttons", "text": "Sure?", "header": "H", "footer": "F",
            "buttons": [["id": "y", "title": "Yes"], "No"],
        ]
        #expect(
            try body(json)["interactive"] == [
                "type": "button", "header": ["type": "text", "text": "H"], "body": ["text": "Sure?"],
                "footer": ["text": "F"],
                "action": [
                    "buttons": [
                        ["type": "reply", "reply": ["id": "y", "title": "Yes"]],
                        ["type": "reply", "reply": ["id": "No", "title": "No"]],
                    ]
                ],
            ])
    }

    @Test("A list becomes the body that Meta documents, from rows or from sections")
    func list() throws {
        let rows: JSON = [
            "type": "list", "text": "Which?", "rows": [["id": "a", "title": "A", "description": "first"], "B"],
        ]
        #expect(
            try body(rows)["interactive"] == [
                "type": "list", "body": ["text": "Which?"],
                "action": [
                    "button": "Options",
                    "sections": [
                        ["rows": [["id": "a", "title": "A", "description": "first"], ["id": "B", "title": "B"]]]
                    ],
                ],
            ])
        let sections: JSON = [
            "type": "list", "text": "Which?", "button": "Pick",
            "sections": [["title": "One", "rows": ["A"]], ["title": "Two", "rows": ["B"]]],
        ]
        #expect(try body(sections)["interactive"]?["action"]?["sections"]?[1]?["title"] == "Two")
        #expect(try body(sections)["interactive"]?["action"]?["button"] == "Pick")
    }

    @Test("A link, a place and contacts become the bodies that Meta documents")
    func others() throws {
        #expect(
            try body(["type": "link", "text": "Look", "title": "Open", "url": "https://example.org/x"])["interactive"]
                == [
                    "type": "cta_url", "body": ["text": "Look"],
                    "action": [
                        "name": "cta_url", "parameters": ["display_text": "Open", "url": "https://example.org/x"],
                    ],
                ])
        #expect(
            try body(["type": "location", "latitude": 30, "longitude": 31.5, "name": "Here"])["location"]
                == ["latitude": 30.0, "longitude": 31.5, "name": "Here"])
        #expect(
            try body(["type": "contacts", "contacts": [["name": "Amina", "phone": "+20 100"]]])["contacts"] == [
                [
                    "name": ["formatted_name": "Amina", "first_name": "Amina"],
                    "phones": [["phone": "+20100", "wa_id": "20100", "type": "CELL"]],
                ]
            ])
    }

    @Test("A reaction names its message and never quotes one")
    func reaction() throws {
        let json: JSON = [
            "type": "reaction", "message_id": "wamid.A", "emoji": "👍🏽", "context": ["message_id": "wamid.B"],
        ]
        #expect(try body(json)["reaction"] == ["message_id": "wamid.A", "emoji": "👍🏽"])
        #expect(try body(json)["context"] == nil)
        #expect(try body(["type": "reaction", "message_id": "wamid.A", "emoji": ""])["reaction"]?["emoji"] == "")
    }

    @Test("A file goes by address or by id")
    func media() throws {
        #expect(
            try body(["type": "image", "media": "https://example.org/a.jpg", "caption": "c"])["image"] == [
                "link": "https://example.org/a.jpg", "caption": "c",
            ])
        #expect(try body(["type": "video", "media": "1479537139650973"])["video"] == ["id": "1479537139650973"])
        #expect(
            try body(["type": "document", "media": ["id": "14"], "filename": "a.pdf"])["document"] == [
                "id": "14", "filename": "a.pdf",
            ])
        #expect(
            try body(["type": "audio", "media": ["link": "https://example.org/a.ogg"], "voice": true])["audio"] == [
                "link": "https://example.org/a.ogg", "voice": true,
            ])
        #expect(
            try body(["type": "sticker", "media": ["url": "https://example.org/a.webp"]])["sticker"] == [
                "link": "https://example.org/a.webp"
            ])
    }

    @Test(
        "What arrived can be sent on as it is",
        arguments: [
            "text", "text.reply", "text.referral", "image", "video", "audio.voice", "document", "sticker", "location",
            "contacts", "reaction",
        ])
    func roundTrip(name: String) throws {
        let message = try Fixture.message("message." + name)
        let sent = try one(message.content)
        #expect(sent.type == message.type)
        let body = sent.body(to: .phone("1"), callbackData: nil)
        #expect(body["type"]?.text == message.type.rawValue)
        if let text = message.text, message.type == .text { #expect(body["text"]?["body"] == .string(text)) }
        if let media = message.content["media"] { #expect(body[message.type.rawValue]?["id"] == media["id"]) }
    }

    @Test("A quotation names the message it answers")
    func replies() throws {
        #expect(try body(["text": "x", "context": ["message_id": "wamid.A"]])["context"] == ["message_id": "wamid.A"])
        #expect(
            try body(["text": "x", "context": ["id": "wamid.A", "from": "1"]])["context"] == ["message_id": "wamid.A"])
    }

    @Test("A long text becomes several, and only the first quotes")
    func long() throws {
        let text = Array(repeating: String(repeating: "word ", count: 100), count: 20).joined(separator: "\n\n")
        let messages = try OutboundMessage.messages(from: ["text": .string(text), "context": ["id": "wamid.A"]])
        #expect(messages.count == 3)
        #expect(messages.map(\.replyTo) == ["wamid.A", nil, nil])
        for message in messages {
            guard case .text(let piece, _) = message.content else { continue }
            #expect(piece.utf16.count <= Limits.text)
        }
    }

    @Test("Reading and typing are told in one body")
    func receipt() {
        #expect(
            ReadReceipt.body(wamid: "wamid.A", typing: false) == [
                "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.A",
            ])
        #expect(ReadReceipt.body(wamid: "wamid.A", typing: true)["typing_indicator"] == ["type": "text"])
    }
}
