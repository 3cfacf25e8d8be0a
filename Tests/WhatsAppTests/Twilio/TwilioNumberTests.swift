// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct TwilioNumberTests {
    private static let number = TwilioNumber(number: "+15550100000")
    private static let rich = TwilioNumber(
        number: "+15550100000", messagingServiceSID: "MG1",
        content: TwilioContent(buttons: ["HX1", "HX2"], lists: ["HXa"], templates: ["shipped": "HXs"]))
    private static let amina = Recipient.phone("201001234567")

    private static func form(_ json: JSON, _ number: TwilioNumber = Self.number) throws -> FormFields {
        let message = try #require(try OutboundMessage.messages(from: json).first)
        return try number.form(for: message, to: amina, statusCallback: "https://b/s?id=1")
    }

    /// The texts that a message becomes; its type where it stays what it is.
    private static func texts(_ json: JSON, _ number: TwilioNumber = Self.number) throws -> [String] {
        try OutboundMessage.messages(from: json).flatMap { try number.messages(for: $0) }.map { message in
            if case .text(let text, _) = message.content { text } else { message.type.rawValue }
        }
    }

    @Test("A text goes from our number to the person, with the address for its statuses")
    func text() throws {
        let form = try Self.form("hi & bye")
        #expect(form.fields.map { $0.name + "=" + $0.value } == [
            "To=whatsapp:+201001234567", "From=whatsapp:+15550100000", "Body=hi & bye", "StatusCallback=https://b/s?id=1",
        ])
        let message = OutboundMessage(.text("hi"))
        #expect(try Self.rich.form(for: message, to: .userID("US.1"), statusCallback: nil)["To"] == "whatsapp:US.1")
        #expect(try Self.rich.form(for: message, to: Self.amina, statusCallback: nil)["MessagingServiceSid"] == "MG1")
    }

    @Test("A text longer than Twilio's 1,600 characters becomes several, none of them longer")
    func long() throws {
        let texts = try Self.texts(.string(String(repeating: "word ", count: 700)))
        #expect(texts.count == 3 && texts.allSatisfy { $0.utf16.count <= TwilioNumber.textLimit })
        #expect(try texts.flatMap { try Self.texts(.string($0)) } == texts, "what was split is not split again")
        #expect(throws: MessageProblem.self) {
            try Self.number.form(for: OutboundMessage(.text(String(repeating: "x", count: 1_601))), to: Self.amina, statusCallback: nil)
        }
    }

    @Test("A file goes by its address with its caption; an id passes until it is to be sent, and is refused then")
    func media() throws {
        let form = try Self.form(["type": "image", "media": "https://x/a.jpg", "caption": "look"])
        #expect(form["MediaUrl"] == "https://x/a.jpg" && form["Body"] == "look")
        #expect(try Self.form(["type": "audio", "media": "https://x/a.ogg"])["Body"] == nil)
        let known: JSON = ["type": "image", "media": "123456"]
        #expect(try Self.texts(known) == ["image"])
        let problem = #expect(throws: MessageProblem.self) { try Self.form(known) }
        #expect(problem?.description == "media is an id of Meta's, and Twilio sends files by their address only: \"123456\"")
    }

    @Test("Words in which a file's address stands are made once it is known")
    func mediaHeader() throws {
        let question: JSON = [
            "type": "buttons", "text": "This?", "header": ["type": "image", "media": "01ABC"], "buttons": [["id": "y", "title": "Yes"]],
        ]
        #expect(try Self.texts(question) == ["buttons"])
        #expect(throws: MessageProblem.self) { try Self.form(question) }
        let message = try #require(try OutboundMessage.messages(from: question).first)
        let given = message.replacingFiles { file in
            var file = file
            file.source = .link("https://x/a.jpg")
            return file
        }
        #expect(try Self.number.form(for: given, to: Self.amina, statusCallback: nil)["Body"] == "https://x/a.jpg\nThis?\n1. Yes")
        let template: JSON = ["type": "template", "name": "shipped", "language": "en", "header": ["type": "image", "media": "01ABC"]]
        #expect(try Self.texts(template, Self.rich) == ["template"])
        let problem = #expect(throws: MessageProblem.self) { try Self.form(template, Self.rich) }
        #expect(problem?.description.contains("is an id of Meta's") == true)
    }

    @Test("A place is a persistent action with its name and address")
    func location() throws {
        let form = try Self.form(["type": "location", "latitude": 30.04, "longitude": 31.23, "name": "Shop", "address": "1 Nile St"])
        #expect(form["Body"] == "Shop" && form["PersistentAction"] == "geo:30.04,31.23|1 Nile St")
        #expect(try Self.form(["type": "location", "latitude": 1, "longitude": 2])["PersistentAction"] == "geo:1.0,2.0")
    }

    private static let buttons: JSON = [
        "type": "buttons", "text": "Sure?", "header": "Order", "footer": "No hurry",
        "buttons": [["id": "y", "title": "Yes"], ["id": "n", "title": "No"]],
    ]

    @Test("Buttons and lists without content become a text with numbers, in which nothing is lost")
    func numbered() throws {
        #expect(try Self.texts(Self.buttons) == ["Order\nSure?\nNo hurry\n1. Yes\n2. No"])
        let list: JSON = [
            "type": "list", "text": "Drink?",
            "sections": [
                ["title": "Hot", "rows": [["id": "t", "title": "Tea", "description": "green"], ["id": "c", "title": "Coffee"]]],
                ["title": "Cold", "rows": [["id": "w", "title": "Water"]]],
            ],
        ]
        #expect(try Self.texts(list) == ["Drink?\nHot\n1. Tea: green\n2. Coffee\nCold\n3. Water"])
        #expect(try Self.texts(list, Self.rich) == ["Drink?\nHot\n1. Tea: green\n2. Coffee\nCold\n3. Water"])
    }

    @Test("Buttons and lists for which there is content are sent with it, all words as variables")
    func content() throws {
        #expect(try Self.texts(Self.buttons, Self.rich) == ["buttons"])
        let form = try Self.form(Self.buttons, Self.rich)
        #expect(form["ContentSid"] == "HX2" && form["Body"] == nil)
        #expect(form["ContentVariables"] == #"{"1":"Order\nSure?\nNo hurry","2":"Yes","3":"y","4":"No","5":"n"}"#)
        let list = try Self.form(["type": "list", "text": "Drink?", "button": "Open", "rows": [["id": "t", "title": "Tea"]]], Self.rich)
        #expect(list["ContentSid"] == "HXa" && list["ContentVariables"] == #"{"1":"Drink?","2":"Open","3":"Tea","4":"t"}"#)
        let three: JSON = ["type": "buttons", "text": "Which?", "buttons": ["A", "B", "C"]]
        #expect(try Self.texts(three, Self.rich) == ["Which?\n1. A\n2. B\n3. C"], "there is no content for three buttons")
    }

    @Test("A link, and contact cards, become text")
    func words() throws {
        #expect(try Self.texts(["type": "link", "text": "Pay here", "title": "Pay", "url": "https://p.example"]) == ["Pay here\nPay: https://p.example"])
        #expect(try Self.texts(["type": "contacts", "contacts": [["name": "Amina", "phone": "+20 100"]]]) == ["Amina\n+20100"])
    }

    @Test("A reaction is nothing at Twilio, and is never sent")
    func reaction() throws {
        let reaction: JSON = ["type": "reaction", "message_id": "SM1", "emoji": "\u{1F44D}"]
        #expect(try Self.texts(reaction) == [])
        #expect(throws: MessageProblem.self) { try Self.form(reaction) }
    }

    @Test("A typing indicator names the message that is answered, also where that is one of several files")
    func typing() {
        #expect(Self.number.typing(after: "SM1#2").fields.map { $0.name + "=" + $0.value } == ["messageId=SM1", "channel=whatsapp"])
    }

    @Test("An account's requests go to its address with its credentials; typing has a server of its own at Twilio")
    func endpoint() throws {
        let sid = "AC" + String(repeating: "0", count: 32)
        let endpoint = try TwilioEndpoint(accountSID: sid, token: Secret("t"))
        #expect(endpoint.messagesURL == "https://api.twilio.com/2010-04-01/Accounts/\(sid)/Messages.json")
        #expect(endpoint.typingURL == "https://messaging.twilio.com/v2/Indicators/Typing.json")
        #expect(endpoint.headers.first?.value.value == "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDp0")
        #expect(try TwilioEndpoint(apiURL: "http://127.0.0.1:1/x/", accountSID: sid, token: Secret("t")).typingURL == "http://127.0.0.1:1/x/v2/Indicators/Typing.json")
        for (url, account, token, key) in [("ftp://x", sid, "t", "api_url"), ("https://x", "AC1", "t", "account_sid"), ("https://x", sid, "a b", "auth_token")] {
            let problem = #expect(throws: TwilioEndpoint.Problem.self) {
                _ = try TwilioEndpoint(apiURL: url, accountSID: account, token: Secret(token))
            }
            #expect(problem?.key == key)
        }
    }
}
