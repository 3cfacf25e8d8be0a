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
            ("message.interactive.new", .callPermission, nil),
            ("message.edit", .edit, "Is it still available on Friday?"),
            ("message.edit.caption", .edit, "The right invoice"),
            ("message.revoke", .revoke, nil),
            ("message.call_permission", .callPermission, nil),
            ("message.call_permission.rejected", .callPermission, nil),
            ("message.address", .address, "Amina\n+91 99999"),
            ("message.product", .product, "This one, please"),
            ("message.request_welcome", .requestWelcome, nil),
            ("message.ephemeral", .unknown, nil),
            ("message.unsupported.edit", .unknown, nil),
            ("message.interactive.failed", .unknown, nil),
            ("message.text.identity", .text, "Hi"),
            ("message.voice.old", .audio, nil),
            ("message.location.untyped", .location, nil),
            ("message.system.old", .system, nil),
            ("message.text.post", .text, "Hello"),
            ("message.text.once_forwarded", .text, "Look"),
            ("message.audio", .audio, nil),
            ("message.system.identity", .system, nil),
            ("message.system.previous", .system, nil),
            ("message.system.words", .system, nil),
            ("message.system.user_id", .system, nil),
            ("message.text.reply", .text, "Yes, that one"),
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
        #expect(try Fixture.message("message.voice.old").content["voice"] == true)
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
        let old = try Fixture.message("message.system.old")
        #expect(old.successor == ContactAliases(phone: "201112345678"))
        #expect(old.content["wa_id"] == "201112345678")
        let id = try Fixture.message("message.system.user_id")
        #expect(id.successor == ContactAliases(phone: "201112345678", userID: "EG.99991208655302741918"))
    }

    @Test("Of a new id both the old and the new one are known, whether Meta names the old one or only writes it")
    func previousID() throws {
        let named = try Fixture.message("message.system.previous")
        #expect(
            named.from
                == ContactAliases(userID: "EG.13491208655302741918", parentUserID: "EG.ENT.11815799212886844830"))
        #expect(
            named.successor
                == ContactAliases(userID: "EG.99991208655302741918", parentUserID: "EG.ENT.22215799212886844830"))
        let written = try Fixture.message("message.system.words")
        #expect(written.from == ContactAliases(userID: "EG.13491208655302741918"))
        #expect(written.successor == ContactAliases(userID: "EG.99991208655302741918"))
    }

    @Test("A changed identity is told with its hash, and the person stays the same")
    func identity() throws {
        let changed = try Fixture.message("message.system.identity")
        #expect(changed.isIdentityChange)
        #expect(changed.successor == nil)
        #expect(changed.identityHash == "Nw4aV8=")
        #expect(changed.content["identity"]?["acknowledged"] == false)
        let text = try Fixture.message("message.text.identity")
        #expect(!text.isIdentityChange)
        #expect(text.identityHash == "DF2lS5v2W6x=")
    }

    @Test("An edit has the message as it is now, and names the one it was")
    func edit() throws {
        let content = try Fixture.message("message.edit.caption").content
        #expect(content["original_message_id"] == "wamid.HBgMMjAxMDAxMjM0NTY3FQIAEhgUM0E0001AA=")
        #expect(content["message"]?["type"] == "image")
        #expect(content["message"]?["caption"] == "The right invoice")
        #expect(content["message"]?["media"]?["id"] == "1479537139650973")
        #expect(content["message"]?["wamid"] == content["original_message_id"])
        // An edit may bring the caption alone.
        let bare = try Fixture.message("message.edit.bare").content
        #expect(bare["message"]?["type"] == "image" && bare["message"]?["media"] == nil && bare["text"] == "Other words")
        #expect(try Fixture.message("message.revoke").content["original_message_id"] == content["original_message_id"])
    }

    @Test("Edits, deletions and system messages are for the host, everything else is for conversations")
    func forConversations() {
        let others = MessageType.allCases.filter { !$0.isForConversations }
        #expect(others == [.edit, .revoke, .system])
    }

    @Test("Leave to call is given or refused, with its end")
    func callPermission() throws {
        let given = try Fixture.message("message.call_permission").content
        #expect(given["response"] == "accept")
        #expect(given["expiration_timestamp"] == 1_764_316_800)
        #expect(given["is_permanent"] == false)
        #expect(try Fixture.message("message.call_permission.rejected").content["response"] == "reject")
    }

    @Test("An address has its values, and a product its ids")
    func addressAndProduct() throws {
        #expect(try Fixture.message("message.address").content["response"]?["values"]?["in_pin_code"] == "400063")
        let product = try Fixture.message("message.product").content
        #expect(product["catalog_id"] == "194836987003835")
        #expect(product["product_retailer_id"] == "cement-50")
    }

    @Test("What is unsupported tells what the person did, and why")
    func unsupported() throws {
        let edit = try Fixture.message("message.unsupported.edit").content
        #expect(edit["name"] == "unsupported")
        #expect(edit["kind"] == "edit")
        #expect(edit["errors"]?[0]?["code"] == 131060)
        #expect(try Fixture.message("message.unsupported").content["kind"] == "poll_creation")
        #expect(try Fixture.message("message.interactive.failed").content["errors"]?[0]?["code"] == 131000)
    }

    @Test("An advertisement has all that Meta tells of it")
    func referral() throws {
        let post = try Fixture.message("message.text.post").content["referral"]
        for (name, value) in [
            ("source_type", "post"), ("source_id", "1202"), ("headline", "Cement"), ("body", "From stock"),
            ("media_type", "video"), ("video_url", "https://scontent.example/1.mp4"),
            ("thumbnail_url", "https://scontent.example/1.jpg"), ("ctwa_clid", "Aff"),
        ] { #expect(post?[name]?.text == value, "\(name)") }
        #expect(post?["welcome_message"]?["text"] == "Hi, what do you need?")
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
            #"{"type":"edit"}"#, #"{"type":"edit","edit":{"original_message_id":"x"}}"#,
            #"{"type":"edit","edit":{"original_message_id":"x","message":{"type":"edit"}}}"#,
            #"{"type":"revoke","revoke":{}}"#, #"{"type":"interactive","interactive":{"type":"call_permission_reply"}}"#,
            #"{"type":"interactive","interactive":{"type":"product"}}"#,
            #"{"type":7}"#, #"{"type":7,"text":{"body":"x"}}"#, "{}",
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
