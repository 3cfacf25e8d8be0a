// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Simulator
internal import Testing
internal import WhatsApp

struct GraphAnswerTests {
    @Test("A text is accepted with Meta's answer")
    func accepted() throws {
        var stage = try Stage()
        let response = stage.send(["to": "+20 100-123 4567", "type": "text", "text": ["body": "Hello"]]).response
        #expect(response.status == 200)
        #expect(response.manner == .answer)
        let wamid = try #require(response.wamid)
        #expect(wamid.hasPrefix("wamid.HBg"))
        #expect(response.body == [
            "messaging_product": "whatsapp", "contacts": [["input": "+20 100-123 4567", "wa_id": "201001234567"]],
            "messages": [["id": .string(wamid)]],
        ])
        #expect(SendOutcome.decide(status: response.status, body: response.body.encoded()) == .accepted(wamid: wamid))
    }

    @Test("A business-scoped user id is a recipient, and is answered as one")
    func byUserID() throws {
        var stage = try Stage()
        let response = stage.send(["to": nil, "recipient": .string(stage.amina.userID), "text": ["body": "Hello"]]).response
        #expect(response.body["contacts"] == [["input": .string(stage.amina.userID), "user_id": .string(stage.amina.userID)]])
        #expect(stage.messages.last?.content["body"] == "Hello")
    }

    @Test("Message ids never repeat")
    func unique() throws {
        var stage = try Stage()
        let ids = (0..<200).compactMap { _ in stage.send(["text": ["body": "x"]]).response.wamid }
        #expect(Set(ids).count == 200)
    }

    @Test("A wrong or missing token is 401 with code 190", arguments: ["", "Bearer", "Bearer nonsense", "EAAtoken"])
    func token(field: String) throws {
        var stage = try Stage()
        var request = Fixture.request(["messaging_product": "whatsapp"])
        request.headers["authorization"] = field
        let (response, actions) = stage.platform.handleGraph(request, now: stage.now)
        #expect(response.status == 401)
        #expect(response.code == 190)
        #expect(response.body["error"]?["type"] == "OAuthException")
        #expect(response.body["error"]?["fbtrace_id"]?.text?.isEmpty == false)
        #expect(actions.isEmpty)
    }

    @Test("An unknown number is 400 with code 100 and subcode 33")
    func unknownNumber() throws {
        var stage = try Stage()
        let response = stage.platform.handleGraph(Fixture.request([:], path: "/v25.0/1/messages"), now: stage.now).0
        #expect(response.status == 400)
        #expect(response.code == 100)
        #expect(response.body["error"]?["error_subcode"] == 33)
        #expect(response.body["error"]?["type"] == "GraphMethodException")
        #expect(response.body["error"]?["message"]?.text?.contains("Object with ID '1' does not exist") == true)
    }

    @Test("A path without a version or with unknown parts is code 2500", arguments: ["/106540352242922/messages", "/v25.0/106540352242922/post", "/"])
    func unknownPath(path: String) throws {
        var stage = try Stage()
        #expect(stage.platform.handleGraph(Fixture.request([:], path: path), now: stage.now).0.code == 2500)
    }

    @Test("What is required is named", arguments: [
        (["messaging_product": nil], "(#100) The parameter messaging_product is required."),
        (["messaging_product": "telegram"], "(#100) The parameter messaging_product is required."),
        (["to": nil], "(#100) The parameter to is required."),
        (["text": nil], "(#100) The parameter text['body'] is required."),
        (["text": ["body": ""]], "(#100) The parameter text['body'] is required."),
        (["type": "image", "image": [:]], "(#100) The parameter image['id' or 'link'] is required."),
        (["type": "interactive"], "(#100) The parameter interactive is required."),
        (["type": "location", "location": ["latitude": 1]], "(#100) The parameter location['longitude'] is required."),
        (["type": "reaction", "reaction": ["emoji": "x"]], "(#100) The parameter reaction['message_id'] is required."),
    ] as [(JSONObject, String)])
    func required(change: JSONObject, message: String) throws {
        var stage = try Stage()
        var body: JSONObject = ["messaging_product": "whatsapp", "to": "201001234567", "text": ["body": "x"]]
        for (key, value) in change { body[key] = value.isNull ? nil : value }
        let response = stage.platform.handleGraph(Fixture.request(.object(body)), now: stage.now).0
        #expect(response.status == 400)
        #expect(response.body["error"]?["message"]?.text == message)
    }

    @Test("A body that is no JSON is refused, never a crash", arguments: ["", "{", "[]", "null", "\u{0}", "to=1&text=x"])
    func noJSON(text: String) throws {
        var stage = try Stage()
        var request = Fixture.request([:])
        request.body = Array(text.utf8)
        #expect(stage.platform.handleGraph(request, now: stage.now).0.code == 100)
    }

    @Test("An unknown type lists the known ones")
    func unknownType() throws {
        var stage = try Stage()
        let response = stage.send(["type": "poll", "poll": [:]]).response
        #expect(response.code == 100)
        #expect(response.body["error"]?["message"]?.text?.hasPrefix("(#100) Param type must be one of {AUDIO, CONTACTS,") == true)
        #expect(response.body["error"]?["message"]?.text?.hasSuffix("- got \"poll\".") == true)
    }

    @Test("A template that was never approved is 404 with code 132001")
    func template() throws {
        var stage = try Stage()
        let response = stage.send(["type": "template", "template": ["name": "sale", "language": ["code": "en"]]]).response
        #expect(response.status == 404)
        #expect(response.code == 132001)
        #expect(response.details == "template name (sale) does not exist in en")
    }

    @Test("All that the host encodes is accepted")
    func hostMessages() throws {
        var stage = try Stage()
        let scripts: [JSON] = [
            ["type": "text", "text": "Hello *there*"],
            ["type": "buttons", "text": "Which?", "buttons": [["id": "a", "title": "A"], ["id": "b", "title": "B"]], "header": "H", "footer": "F"],
            ["type": "list", "text": "Which?", "button": "Open", "sections": [["title": "S", "rows": [["id": "a", "title": "A", "description": "D"]]]]],
            ["type": "link", "text": "Look", "title": "Open", "url": "https://example.com/x"],
            ["type": "location", "latitude": 30.04, "longitude": 31.23, "name": "Cairo"],
            ["type": "image", "media": ["link": "https://example.com/a.png"], "caption": "A"],
            [
                "type": "buttons", "text": "Which?", "buttons": ["A"],
                "header": ["type": "image", "media": "https://example.com/a.png"],
            ],
            ["type": "location_request", "text": "Where?"], ["type": "contact_request", "text": "Your number?"],
            ["type": "call_permission", "text": "May we call?"],
            ["type": "voice_call", "text": "Call us", "title": "Call", "ttl_minutes": 60, "payload": "x"],
            ["type": "address", "text": "Where to?", "values": ["city": "Mumbai"]],
            ["type": "product", "catalog_id": "1", "product_retailer_id": "p"],
            ["type": "products", "header": "H", "text": "T", "catalog_id": "1", "products": ["p", "q"]],
            ["type": "catalog", "text": "All of it", "thumbnail_product_retailer_id": "p"],
            ["type": "flow", "text": "T", "flow_id": "1", "cta": "Open", "screen": "A", "data": ["a": 1]],
            ["type": "flow", "text": "T", "flow_name": "n", "cta": "Open", "action": "data_exchange", "mode": "draft"],
            [
                "type": "carousel", "text": "T",
                "cards": [
                    ["header": ["type": "image", "media": "https://example.com/a.png"], "title": "A", "url": "https://example.com"],
                    ["header": ["type": "image", "media": "https://example.com/b.png"], "title": "B", "url": "https://example.com"],
                ],
            ],
        ]
        for script in scripts {
            for message in try OutboundMessage.messages(from: script) {
                let body = message.body(to: .phone("201001234567"), callbackData: "o1")
                let response = stage.platform.handleGraph(Fixture.request(body), now: stage.now).0
                #expect(response.status == 200, "\(body) \(response.body)")
            }
        }
    }

    @Test("A request never shows the token in what comes back")
    func secrets() throws {
        var stage = try Stage()
        let answers = [stage.send(["text": ["body": "x"]]).response.body, stage.send([:]).response.body]
        #expect(!answers.contains { $0.description.contains("EAAtoken") })
        #expect(!"\(Fixture.number)".contains("app-secret"))
    }
}
