// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
@testable internal import Simulator
internal import Testing
internal import WhatsApp

/// Approved templates on the simulated platform: listed, created, decided about, sent.
struct TemplateTests {
    private static let account = Fixture.number.businessAccountID
    private static let path = "/v25.0/\(account)/message_templates"

    private static func text(_ text: String, name: String? = nil) -> JSON {
        var object: JSONObject = ["type": "text", "text": .string(text)]
        object["parameter_name"] = name.map(JSON.string)
        return .object(object)
    }

    private static func message(_ name: String, _ components: [JSON], language: String = "en") -> JSONObject {
        ["type": "template", "template": ["name": .string(name), "language": ["code": .string(language)], "components": .array(components)]]
    }

    private static func body(_ parameters: JSON...) -> JSON { ["type": "body", "parameters": .array(parameters)] }

    private static let create: JSONObject = [
        "name": "table_ready", "language": "en", "category": "UTILITY", "parameter_format": "NAMED",
        "components": [
            [
                "type": "BODY", "text": "Dear {{name}}, your table is ready.",
                "example": ["body_text_named_params": [["param_name": "name", "example": "Amina"]]],
            ],
            ["type": "BUTTONS", "buttons": [["type": "QUICK_REPLY", "text": "I am coming"], ["type": "URL", "text": "Map", "url": "https://example.com/{{1}}"]]],
        ],
    ]

    private func ask(_ stage: inout Stage, _ method: String, query: [String: String] = [:], _ body: JSON = .null) -> (GraphResponse, [PlatformAction]) {
        stage.platform.handleGraph(
            SimulatorRequest(
                method: method, path: Self.path, query: query, headers: ["Authorization": "Bearer EAAtoken"],
                body: body.isNull ? [] : body.encoded()), now: stage.now)
    }

    @Test("a sample is sent with its values filled in, when the window is closed, too")
    func sent() throws {
        var stage = try Stage()
        stage.now = stage.now + .seconds(48 * 3_600)
        let values = [Self.body(Self.text("A-17", name: "number"), Self.text("Amina", name: "name"))]
        let (response, webhooks) = stage.send(Self.message("order_shipped", values))
        #expect(response.status == 200)
        #expect(webhooks.map { $0.status["status"] } == ["sent", "delivered"])
        #expect(stage.messages.last?.filled == ["body": ["text": "Hello Amina, your order A-17 is on its way to you."]])
        #expect(stage.send(Self.message("hello_world", [], language: "en_US")).response.status == 200)
        #expect(stage.messages.last?.filled?["header"]?["text"] == "Hello World")
    }

    @Test(
        "values that do not fit are refused with Meta's code and words",
        arguments: [
            ("order_shipped", [body(text("A", name: "name"))], 132_000, "body: number of localizable_params (1) does not match the expected number of params (2)"),
            ("order_shipped", [], 132_000, "body: number of localizable_params (0) does not match the expected number of params (2)"),
            ("order_shipped", [body(text("A"), text("B"))], 132_012, "body: parameter_name is missing or is not one of name, number"),
            ("order_shipped", [["type": "header", "parameters": [text("A")]], body(text("A", name: "name"), text("B", name: "number"))], 132_000, "header: number of localizable_params (1) does not match the expected number of params (0)"),
            ("new_year_sale", [body(text("A", name: "name"))], 132_012, "header: Format mismatch, expected IMAGE, received UNKNOWN"),
            ("new_year_sale", [["type": "header", "parameters": [text("A")]]], 132_012, "header: Format mismatch, expected IMAGE, received TEXT"),
            ("new_year_sale", [["type": "header", "parameters": [["type": "image", "image": ["link": "https://example.com/a.png"]]]], body(text("A", name: "name"))], 131_008, "buttons: Button at index 0 of type Url requires a parameter"),
            ("appointment_reminder", [body(text("A"), ["type": "image", "image": ["id": "1"]])], 132_012, "body: Format mismatch, expected TEXT, received IMAGE"),
            ("orders", [], 132_001, "template name (orders) does not exist in en"),
        ] as [(String, [JSON], Int64, String)])
    func refused(name: String, components: [JSON], code: Int64, details: String) throws {
        var stage = try Stage()
        let response = stage.send(Self.message(name, components)).response
        #expect(response.code == code)
        #expect(response.details == details)
    }

    @Test("what is created is approved, told by webhook, listed, and can be sent and deleted")
    func created() throws {
        var stage = try Stage()
        let (answer, actions) = ask(&stage, "POST", .object(Self.create))
        #expect(answer.body["status"] == "APPROVED" && answer.body["category"] == "UTILITY")
        let value = try #require(Stage.webhooks(actions).first).value
        #expect(value["event"] == "APPROVED" && value["message_template_name"] == "table_ready")
        #expect(value["message_template_id"]?.int.map(String.init) == answer.body["id"]?.text)
        #expect(ask(&stage, "POST", .object(Self.create)).0.body["error"]?["error_subcode"] == 2_388_024)

        var names: [String] = []
        var query = ["limit": "2"]
        while true {
            let page = ask(&stage, "GET", query: query).0.body
            names += TemplateDefinition.list(page).templates.map(\.name)
            guard let next = TemplateDefinition.nextPage(page) else { break }
            query["after"] = next
        }
        #expect(names == ["hello_world", "order_shipped", "appointment_reminder", "new_year_sale", "table_ready"])

        let button: JSON = ["type": "button", "sub_type": "url", "index": "1", "parameters": [Self.text("here")]]
        #expect(stage.send(Self.message("table_ready", [Self.body(Self.text("Amina", name: "name")), button])).response.status == 200)
        let sent = try #require(stage.messages.last)
        #expect(sent.filled?["buttons"]?[1]?["url"] == "https://example.com/here")
        // A tap on a template comes back in Meta's older form.
        let (_, webhook) = try stage.person(.button(message: sent.id, id: "I am coming"))
        #expect(webhook?.message["button"] == ["payload": "I am coming", "text": "I am coming"])
        #expect(webhook?.message["context"]?["id"]?.text == sent.id)

        #expect(ask(&stage, "DELETE", query: ["name": "table_ready"]).0.body == ["success": true])
        #expect(stage.send(Self.message("table_ready", [])).response.code == 132_001)
    }

    @Test(
        "what Meta does not take cannot be created",
        arguments: [
            (["name": "Table"], 100, nil), (["category": "NEWS"], 100, nil), (["components": []], 100, nil),
            (["components": [["type": "BODY", "text": "Dear {{name}}, hello."]]], 100, 2_388_043),
            (["components": [["type": "BODY", "text": "{{name}}, hello.", "example": ["a": 1]]]], 100, 2_388_299),
            (["components": [["type": "FOOTER", "text": "hello."]]], 100, 2_388_043),
        ] as [(JSONObject, Int64, Int64?)])
    func notCreated(change: JSONObject, code: Int64, subcode: Int64?) throws {
        var stage = try Stage()
        var request = Self.create
        for (key, value) in change { request[key] = value }
        let (answer, actions) = ask(&stage, "POST", .object(request))
        #expect(answer.code == code)
        #expect(answer.body["error"]?["error_subcode"]?.int == subcode)
        #expect(actions.isEmpty)
    }

    @Test("a paused template is refused with 132015, a disabled one with 132016, one that waits with 132001")
    func decided() throws {
        var stage = try Stage()
        let values = [Self.body(Self.text("A-17", name: "number"), Self.text("Amina", name: "name"))]
        for (status, code) in [(TemplateStatus.paused, 132_015), (.disabled, 132_016), (.pending, 132_001)] as [(TemplateStatus, Int64)] {
            let actions = try #require(stage.platform.decide("order_shipped", "en", status: status, quality: nil, now: stage.now))
            #expect(Stage.webhooks(actions).first?.value["event"]?.text == status.name)
            #expect(stage.send(Self.message("order_shipped", values)).response.code == code)
        }
        let actions = try #require(stage.platform.decide("order_shipped", nil, status: .flagged, quality: "RED", now: stage.now))
        #expect(Stage.webhooks(actions).map { $0.value["new_quality_score"]?.text } == [nil, "RED"])
        #expect(stage.send(Self.message("order_shipped", values)).response.status == 200)
        #expect(stage.platform.decide("nothing", nil, status: .paused, quality: nil, now: stage.now) == nil)
    }

    @Test("templates survive a restart of the simulator")
    func saved() throws {
        var stage = try Stage()
        _ = ask(&stage, "POST", .object(Self.create))
        let actions = try #require(stage.platform.decide("order_shipped", nil, status: .paused, quality: "RED", now: stage.now))
        let saved = try JSON(stage.platform.saved(pending: Stage.webhooks(actions)).encoded())
        var other = try Stage()
        other.platform = SimulatedPlatform(numbers: [Fixture.number], ids: Fixture.ids(ManualClock()))
        let pending = try other.platform.restore(saved)
        #expect(pending.map(\.subject) == [.account, .account])
        #expect(Set(other.platform.templates) == Set(stage.platform.templates))
    }

    @Test("another account's templates are not for this token")
    func otherAccount() throws {
        var stage = try Stage()
        let request = SimulatorRequest(method: "GET", path: "/v25.0/999/message_templates", headers: ["Authorization": "Bearer EAAtoken"])
        #expect(stage.platform.handleGraph(request, now: stage.now).0.body["error"]?["error_subcode"] == 33)
    }
}
