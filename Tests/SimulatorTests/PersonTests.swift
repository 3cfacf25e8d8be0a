// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Simulator
internal import Testing
internal import WhatsApp

struct PersonTests {
    @Test("A text arrives as Meta sends it, and the host reads it")
    func text() throws {
        var stage = try Stage()
        let (message, webhook) = try stage.person(.text("Grüß dich / سلام"))
        let sent = try #require(webhook)
        #expect(sent.message["from"] == "201001234567")
        #expect(sent.message["from_user_id"]?.text == stage.amina.userID)
        #expect(sent.message["id"]?.text == message.id)
        #expect(sent.message["timestamp"] == "1790000000")
        #expect(sent.message["type"] == "text")
        #expect(sent.message["text"] == ["body": "Grüß dich / سلام"])
        #expect(sent.message["context"] == nil)
        #expect(sent.value["contacts"] == [
            ["profile": ["name": "Amina"], "wa_id": "201001234567", "user_id": .string(stage.amina.userID)]
        ])
        let update = try #require(Webhook.parse(sent.body).updates.first)
        guard case .message(let read) = update.kind else { return #expect(Bool(false), "no message") }
        #expect(read.id == message.id)
        #expect(update.profileName == "Amina")
        #expect(update.phoneNumberID == "106540352242922")
    }

    @Test("A webhook is escaped ASCII, as Meta sends it")
    func escaped() {
        let json: JSON = ["a/b": "ü😀\n\"/"]
        let bytes = SimulatedWebhook.bytes(of: json)
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"a\/b":"\u00fc\ud83d\ude00\n\"\/"}"#)
        #expect((try? JSON(bytes)) == json)
    }

    @Test("A tap names the message and the button, and the button stays chosen")
    func button() throws {
        var stage = try Stage()
        let id = try #require(stage.send(Sample.buttons(["Yes", "No"], ids: ["y", "n"])).response.wamid)
        let webhook = try #require(stage.person(.button(message: id, id: "n")).webhook)
        #expect(webhook.message["context"] == ["from": "15550783881", "id": .string(id)])
        #expect(webhook.message["interactive"] == ["type": "button_reply", "button_reply": ["id": "n", "title": "No"]])
        #expect(stage.platform.message(id)?.chosen == "n")
    }

    @Test("A choice from a list carries title and description")
    func row() throws {
        var stage = try Stage()
        let list = Sample.list([[Sample.row("a")], [Sample.row("b", title: "Rye", description: "1 kg")]])
        let id = try #require(stage.send(list).response.wamid)
        let webhook = try #require(stage.person(.row(message: id, id: "b")).webhook)
        #expect(webhook.message["interactive"]?["list_reply"] == ["id": "b", "title": "Rye", "description": "1 kg"])
        #expect(try Webhook.parse(webhook.body).malformedCount == 0)
    }

    @Test("Location, picture and reaction have Meta's shape")
    func others() throws {
        var stage = try Stage()
        let place = try #require(stage.person(.location(latitude: 30.04, longitude: 31.23, name: "Cairo")).webhook)
        #expect(place.message["location"] == ["latitude": 30.04, "longitude": 31.23, "name": "Cairo"])
        let picture = try #require(stage.person(.media(.image, name: "photo.jpg", caption: "Here")).webhook)
        #expect(picture.message["image"]?["mime_type"] == "image/jpeg")
        #expect(picture.message["image"]?["caption"] == "Here")
        #expect(picture.message["image"]?["id"]?.text?.isEmpty == false)
        let id = try #require(stage.send(["text": ["body": "x"]]).response.wamid)
        let reaction = try #require(stage.person(.reaction(message: id, emoji: "🎉")).webhook)
        #expect(reaction.message["reaction"] == ["message_id": .string(id), "emoji": "🎉"])
        #expect(stage.platform.message(id)?.reactionOfPerson == "🎉")
        let undone = try #require(stage.person(.reaction(message: id, emoji: nil)).webhook)
        #expect(undone.message["reaction"] == ["message_id": .string(id)])
        for webhook in [place, picture, reaction, undone] { #expect(try Webhook.parse(webhook.body).malformedCount == 0) }
    }

    @Test("Who hides the number is known by user id and username alone")
    func hidden() throws {
        var stage = try Stage()
        let omar = try stage.platform.addContact(name: "Omar", phone: nil, username: "omar.codes").0
        let webhook = try #require(
            Stage.webhooks(stage.platform.personSends(omar.id, .text("hi"), to: Fixture.number.phoneNumberID, now: stage.now).1).first)
        #expect(webhook.message["from"] == nil)
        #expect(webhook.message["from_user_id"]?.text == omar.userID)
        #expect(webhook.value["contacts"]?[0]?["wa_id"] == nil)
        #expect(webhook.value["contacts"]?[0]?["profile"]?["username"] == "omar.codes")
        #expect(try Webhook.parse(webhook.body).updates.first?.aliases.userID == omar.userID)
    }

    @Test("A choice that is not on the phone is refused")
    func unknownChoice() throws {
        var stage = try Stage()
        let id = try #require(stage.send(Sample.buttons(["Yes"])).response.wamid)
        let attempts: [(PersonContent, PersonProblem.Code)] = [
            (.button(message: id, id: "none"), .unknownChoice), (.row(message: id, id: "b0"), .unknownChoice),
            (.button(message: "wamid.none", id: "b0"), .unknownMessage), (.reaction(message: "wamid.none", emoji: "x"), .unknownMessage),
            (.text(""), .invalid), (.media(.image, name: "virus.exe"), .invalid), (.location(latitude: 91, longitude: 0), .invalid),
        ]
        for (content, code) in attempts {
            let error = #expect(throws: PersonProblem.self) { try stage.person(content) }
            #expect(error?.code == code)
        }
    }

    @Test("Contacts are checked", arguments: [
        ("", "+201", "en"), ("A", "12", "en"), ("A", "phone", "en"), ("A", "+4930123456", "english please"), ("B", "201001234567", "en"),
    ])
    func contacts(name: String, phone: String, language: String) throws {
        var stage = try Stage()
        #expect(throws: PersonProblem.self) { try stage.platform.addContact(name: name, phone: phone, language: language) }
        #expect(stage.platform.contacts.count == 1)
    }

    @Test("Languages that are written from right to left are known", arguments: [("ar", true), ("he-IL", true), ("en", false), ("arn", false)])
    func direction(language: String, isRightToLeft: Bool) throws {
        var stage = try Stage()
        let contact = try stage.platform.addContact(name: "N", phone: "4930123456", language: language).0
        #expect(contact.readsRightToLeft == isRightToLeft)
    }

    @Test("A conversation keeps its last 500 messages")
    func history() throws {
        var stage = try Stage()
        let first = stage.messages[0].id
        for _ in 0..<500 { _ = try stage.person(.text("x")) }
        #expect(stage.messages.count == 500)
        #expect(stage.platform.message(first) == nil)
    }
}
