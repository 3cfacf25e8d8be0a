// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct InboundMessageTests {
    @Test("Every kind of message becomes its type and its words")
    func typesAndTexts() throws {
        let expected: [(String, MessageType, String?)] = [
            ("message.text", .text, "Is this still available? 🏗️"),
            ("message.image", .image, "The invoice"),
            ("message.video", .video, nil),
            ("message.audio.voice", .audio, nil),
            ("message.document", .document, "The contract"),
            ("message.sticker", .sticker, nil),
            ("message.location", .location, nil),
            ("message.contacts", .contacts, nil),
            ("message.contacts.request", .contacts, nil),
            ("message.reaction", .reaction, nil),
            ("message.buttons", .buttons, "Yes"),
            ("message.list", .list, "Express"),
            ("message.button", .buttons, "Stop promotions"),
            ("message.flow", .flow, "Sent"),
            ("message.order", .order, "Please by Thursday"),
            ("message.system.number", .system, nil),
            ("message.unsupported", .unknown, nil),
            ("message.interactive.new", .unknown, nil),
            ("message.future", .unknown, nil),
        ]
        for (name, type, text) in expected {
            let message = try Fixture.message(name)
            #expect(message.type == type, "\(name)")
            #expect(message.text == text, "\(name)")
            #expect(message.content["type"]?.text == type.rawValue, "\(name)")
            #expect(message.content["wamid"]?.text == message.id, "\(name)")
            #expect(message.timestamp == Timestamp(milliseconds: 1_763_712_000_000), "\(name)")
        }
    }

    @Test("A text has exactly type, ids and text")
    func text() throws {
        let message = try Fixture.message("message.text")
        #expect(
            message.content == [
                "type": "text", "id": .string(message.id), "wamid": .string(message.id),
                "text": "Is this still available? 🏗️",
            ])
    }

    @Test("What a message answers, and where it was forwarded or advertised, stays with it")
    func context() throws {
        #expect(
            try Fixture.message("message.text.reply").content["context"]?["id"]
                == "wamid.HBgMMjAxMDAxMjM0NTY3FQIAERgSQUFB")
        #expect(try Fixture.message("message.text.forwarded").content["context"]?["frequently_forwarded"] == true)
        #expect(
            try Fixture.message("message.text.product").content["context"]?["referred_product"]?["product_retailer_id"]
                == "cement-50")
        #expect(try Fixture.message("message.text.referral").content["referral"]?["source_type"] == "ad")
        #expect(try Fixture.message("message.text.group").content["group_id"] == "Y2FwaV9ncm91cDoxNzA1")
        #expect(try Fixture.message("message.contacts.request").content["origin"] == "contact_request")
    }

    @Test("A file is named by media, and what is said of it stands beside")
    func media() throws {
        let image = try Fixture.message("message.image").content
        #expect(image["media"]?["id"] == "1479537139650973")
        #expect(image["media"]?["mime_type"] == "image/jpeg")
        #expect(image["media"]?["caption"] == nil)
        #expect(image["caption"] == "The invoice")
        #expect(try Fixture.message("message.audio.voice").content["voice"] == true)
        #expect(try Fixture.message("message.document").content["filename"] == "contract.pdf")
        #expect(try Fixture.message("message.sticker").content["animated"] == true)
    }

    @Test("A tap has the tapped id and its title")
    func taps() throws {
        let button = try Fixture.message("message.buttons").content
        #expect(button["id"] == "order:yes")
        #expect(button["title"] == "Yes")
        let row = try Fixture.message("message.list").content
        #expect(row["id"] == "express")
        #expect(row["description"] == "Tomorrow before noon")
        let template = try Fixture.message("message.button").content
        #expect(template["id"] == "STOP-PROMOS")
        #expect(template["title"] == "Stop promotions")
    }

    @Test("A Flow's answer is read out of its text, and stays a text where it is no JSON")
    func flow() throws {
        let content = try Fixture.message("message.flow").content
        #expect(content["response"] == ["flow_token": "t-1", "quantity": 3, "price": 2.5, "tags": ["a", "b"]])
        #expect(try Fixture.message("message.flow.text").content["response"] == "not json")
    }

    @Test("A place has coordinates that are always floats")
    func location() throws {
        let place = try Fixture.message("message.location").content
        #expect(place["latitude"] == 30.0444)
        #expect(place["name"] == "The museum")
        #expect(try Fixture.message("message.location.whole").content["latitude"] == .number(30))
    }

    @Test("A reaction names its target; without an emoji it is taken back")
    func reaction() throws {
        #expect(try Fixture.message("message.reaction").content["emoji"] == "👍🏽")
        let removed = try Fixture.message("message.reaction.removed").content
        #expect(removed["emoji"] == "")
        #expect(removed["message_id"] == "wamid.HBgMMjAxMDAxMjM0NTY3FQIAERgSQUFB")
    }

    @Test("An order has its items")
    func order() throws {
        #expect(try Fixture.message("message.order").content["product_items"]?[0]?["quantity"] == 100)
    }

    @Test("A change of number or id says what the person is called from now on")
    func successor() throws {
        let number = try Fixture.message("message.system.number")
        #expect(number.from.phone == "201001234567")
        #expect(number.successor == ContactAliases(phone: "201112345678"))
        #expect(number.content["event"] == "user_changed_number")
        let id = try Fixture.message("message.system.user_id")
        #expect(id.successor == ContactAliases(phone: "201112345678", userID: "EG.99991208655302741918"))
    }

    @Test("What this version does not know is kept whole")
    func unknown() throws {
        let message = try Fixture.message("message.future")
        #expect(message.content["name"] == "hologram")
        #expect(message.content["raw"]?["hologram"]?["depth"]?["near"] == 0.5)
        #expect(try Fixture.message("message.unsupported").content["raw"]?["errors"]?[0]?["code"] == 131051)
    }

    @Test(
        "A known type without its shape is an unknown message with all it has",
        arguments: [
            #"{"type":"text"}"#, #"{"type":"text","text":"x"}"#, #"{"type":"text","text":{"body":5}}"#,
            #"{"type":"image","image":{}}"#, #"{"type":"image","image":[]}"#,
            #"{"type":"location","location":{"latitude":95,"longitude":1}}"#,
            #"{"type":"location","location":{"latitude":"30","longitude":1}}"#,
            #"{"type":"interactive","interactive":{"type":"button_reply"}}"#,
            #"{"type":"interactive"}"#, #"{"type":"button","button":{}}"#,
            #"{"type":"reaction","reaction":{"emoji":"x"}}"#,
            #"{"type":"contacts","contacts":{}}"#, #"{"type":"order","order":{}}"#, #"{"type":"system"}"#,
            #"{"type":7}"#, "{}",
        ])
    func wrongShape(body: String) throws {
        var object = try #require(try JSON(body).object)
        object["id"] = "wamid.X"
        object["from"] = "201001234567"
        let webhook = try Webhook.parse(
            [
                "object": "whatsapp_business_account",
                "entry": [["id": "1", "changes": [["field": "messages", "value": ["messages": [.object(object)]]]]]],
            ])
        guard case .message(let message) = webhook.updates.first?.kind else {
            Issue.record("no message")
            return
        }
        #expect(message.type == .unknown)
        #expect(message.content["raw"] == .object(object))
    }
}
