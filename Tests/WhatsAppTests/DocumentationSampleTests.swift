// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

/// Bodies like those that Meta's pages on webhooks show, with the people and numbers of theirs (Sheena Nelson, 16505551234).
@Suite("What Meta's documentation shows as a webhook")
struct DocumentationSampleTests {
    @Test(
        "a message is read as its kind, with its words and its sender",
        arguments: [
            ("text", .text, "Does it come in another color?"), ("text.context", .text, "Does it come in another color?"),
            ("text.product", .text, "Is this available in green?"), ("text.referral", .text, "Hi there"), ("image", .image, "Taj Mahal"), ("audio", .audio, nil),
            ("video", .video, "A video of my succulents"), ("document", .document, "Here is the receipt"), ("sticker", .sticker, nil), ("location", .location, nil),
            ("contacts", .contacts, nil), ("reaction", .reaction, nil), ("button", .buttons, "Unsubscribe"), ("interactive.list", .list, "Priority Mail Express"),
            ("interactive.button", .buttons, "Cancel"), ("order", .order, "Love these!"), ("system.number", .system, nil), ("unsupported", .unknown, nil),
        ] as [(String, MessageType, String?)])
    func messages(name: String, type: MessageType, text: String?) throws {
        let message = try Fixture.message("documentation/" + name)
        #expect(message.type == type && message.text == text)
        #expect(message.from.phone == "16505551234" && message.id == "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=")
    }

    @Test("what a message brings along is kept in WhatsApp's words")
    func fields() throws {
        func content(_ name: String) throws -> JSON { try Fixture.message("documentation/" + name).content }
        #expect(try content("image")["media"]?["id"] == "1003383421387256" && content("image")["media"]?["mime_type"] == "image/jpeg")
        #expect(try content("audio")["voice"] == true)
        #expect(try content("document")["filename"] == "Delivery Receipt.pdf")
        #expect(try content("location")["name"] == "Solomon R. Guggenheim Museum" && content("location")["latitude"]?.double == 40.782910059774)
        #expect(try content("reaction")["emoji"] == "👍")
        #expect(try content("interactive.list")["id"] == "priority_express")
        #expect(try content("interactive.button")["id"] == "cancel-button")
        #expect(try content("text.referral")["referral"]?["source_id"] == "120226305854810726")
    }

    @Test("a status is read with what it costs and why it failed")
    func statuses() throws {
        let wamid = "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTE5MjVBOTE3MDk5QUVFM0YA"
        for name in ["sent", "delivered", "read", "failed"] {
            let status = try Fixture.status("documentation/status." + name)
            #expect(status.status.name == name && status.wamid == wamid)
        }
        #expect(try Fixture.status("documentation/status.sent").pricing?.category == "marketing")
        #expect(try Fixture.status("documentation/status.failed").errors.first?.code == 131_049)
    }

    @Test("what Meta tells of people, templates and numbers is read as such", arguments: ["preferences", "template.status", "template.quality", "number.quality", "account.disabled"])
    func others(name: String) throws {
        switch (name, try Fixture.update("documentation/" + name).kind) {
        case ("preferences", .preference), ("template.status", .template), ("template.quality", .template), ("number.quality", .account), ("account.disabled", .account): break
        case (_, let kind): Issue.record("\(name) is \(kind)")
        }
    }
}
