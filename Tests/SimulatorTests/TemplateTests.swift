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
        let sample = stage.send(Self.message("hello_world", [], language: "en_US"))
        #expect(sample.response.status == 200)
        #expect(stage.messages.last?.filled?["header"]?["text"] == "Hello World")
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var name: String
        var components: [JSON]
        var code: Int64
        var details: String
        var testDescription: String { details }
    }

    private static let amina = text("Amina", name: "name")
    private static let picture: JSON = ["type": "header", "parameters": [["type": "image", "image": ["link": "https://example.com/a.png"]]]]
    private static let words: JSON = ["type": "header", "parameters": [["type": "text", "text": "A"]]]
    private static let image: JSON = ["type": "image", "image": ["link": "https://example.com/a.png"]]

    static let refusals: [Refusal] = [
        Refusal(
            name: "order_shipped", components: [body(amina)], code: 132_000,
            details: "body: number of localizable_params (1) does not match the expected number of params (2)"),
        Refusal(
            name: "order_shipped", components: [], code: 132_000,
            details: "body: number of localizable_params (0) does not match the expected number of params (2)"),
        Refusal(
            name: "order_shipped", components: [body(text("A"), text("B"))], code: 132_012,
            details: "body: parameter_name is missing or is not one of name, number"),
        Refusal(
            name: "order_shipped", components: [words, body(amina, text("B", name: "number"))], code: 132_000,
            details: "header: number of localizable_params (1) does not match the expected number of params (0)"),
        Refusal(
            name: "new_year_sale", components: [body(amina)], code: 132_012, details: "header: Format mismatch, expected IMAGE, received UNKNOWN"),
        Refusal(
            name: "new_year_sale", components: [words], code: 132_012, details: "header: Format mismatch, expected IMAGE, received TEXT"),
        Refusal(
            name: "new_year_sale", components: [picture, body(amina)], code: 131_008,
            details: "buttons: Button at index 0 of type Url requires a parameter"),
        Refusal(
            name: "appointment_reminder", components: [body(text("A"), image)], code: 132_012,
            details: "body: Format mismatch, expected TEXT, received IMAGE"),
        Refusal(name: "orders", components: [], code: 132_001, details: "template name (orders) does not exist in en"),
    ]

    @Test("values that do not fit are refused with Meta's code and words", arguments: refusals)
    func refused(_ refusal: Refusal) throws {
        var stage = try Stage()
        let response = stage.send(Self.message(refusal.name, refusal.components)).response
        #expect(response.code == refusal.code)
        #expect(response.details == refusal.details)
    }

    @Test("what is created is approved, told by webhook, listed, and can be sent and deleted")
    func created() throws {
        var stage = try Stage()
        let (answer, actions) = ask(&stage, "POST", .object(Self.create))
        #expect(answer.body["status"] == "APPROVED" && answer.body["category"] == "UTILITY")
        let value = try #require(Stage.webhooks(actions).first).value
        #expect(value["event"] == "APPROVED" && value["message_template_name"] == "table_ready")
        #expect(value["message_template_id"]?.int.map(String.init) == answer.body["id"]?.text)
        let again = ask(&stage, "POST", .object(Self.create)).0
        #expect(again.body["error"]?["error_subcode"] == 2_388_024)

        var names: [String] = []
        var query = ["limit": "2"]
        while true {
            let page = ask(&stage, "GET", query: query).0.body
            names += TemplateDefinition.list(page).templates.map(\.name)
            guard let next = TemplateDefinition.nextPage(page) else { break }
            query["after"] = next
        }
        #expect(names == ["hello_world", "order_shipped", "appointment_reminder", "new_year_sale", "reminder", "table_ready"])

        let button: JSON = ["type": "button", "sub_type": "url", "index": "1", "parameters": [Self.text("here")]]
        let filled = stage.send(Self.message("table_ready", [Self.body(Self.text("Amina", name: "name")), button]))
        #expect(filled.response.status == 200)
        let sent = try #require(stage.messages.last)
        #expect(sent.filled?["buttons"]?[1]?["url"] == "https://example.com/here")
        // A tap on a template comes back in Meta's older form.
        let (_, webhook) = try stage.person(.button(message: sent.id, id: "I am coming"))
        #expect(webhook?.message["button"] == ["payload": "I am coming", "text": "I am coming"])
        #expect(webhook?.message["context"]?["id"]?.text == sent.id)

        let deleted = ask(&stage, "DELETE", query: ["name": "table_ready"]).0
        #expect(deleted.body == ["success": true])
        let missing = stage.send(Self.message("table_ready", []))
        #expect(missing.response.code == 132_001)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var field: String
        var value: JSON
        var subcode: Int64?
        var testDescription: String { "\(field) \(value)" }
    }

    static let mistakes: [Mistake] = [
        Mistake(field: "name", value: "Table"), Mistake(field: "category", value: "NEWS"), Mistake(field: "components", value: []),
        Mistake(field: "components", value: [["type": "BODY", "text": "Dear {{name}}, hello."]], subcode: 2_388_043),
        Mistake(field: "components", value: [["type": "BODY", "text": "{{name}}, hello.", "example": ["a": 1]]], subcode: 2_388_299),
        Mistake(field: "components", value: [["type": "FOOTER", "text": "hello."]], subcode: 2_388_043),
    ]

    @Test("what Meta does not take cannot be created", arguments: mistakes)
    func notCreated(_ mistake: Mistake) throws {
        var stage = try Stage()
        var request = Self.create
        request[mistake.field] = mistake.value
        let (answer, actions) = ask(&stage, "POST", .object(request))
        #expect(answer.code == 100)
        #expect(answer.body["error"]?["error_subcode"]?.int == mistake.subcode)
        #expect(actions.isEmpty)
    }

    @Test("a paused template is refused with 132015, a disabled one with 132016, one that waits with 132001")
    func decided() throws {
        var stage = try Stage()
        let values = [Self.body(Self.text("A-17", name: "number"), Self.text("Amina", name: "name"))]
        for (status, code) in [(TemplateStatus.paused, 132_015), (.disabled, 132_016), (.pending, 132_001)] as [(TemplateStatus, Int64)] {
            let decision = stage.platform.decide("order_shipped", "en", status: status, quality: nil, now: stage.now)
            let actions = try #require(decision)
            #expect(Stage.webhooks(actions).first?.value["event"]?.text == status.name)
            let refusal = stage.send(Self.message("order_shipped", values))
            #expect(refusal.response.code == code)
        }
        let decision = stage.platform.decide("order_shipped", nil, status: .flagged, quality: "RED", now: stage.now)
        let actions = try #require(decision)
        #expect(Stage.webhooks(actions).map { $0.value["new_quality_score"]?.text } == [nil, "RED"])
        let flagged = stage.send(Self.message("order_shipped", values))
        #expect(flagged.response.status == 200)
        let unknown = stage.platform.decide("nothing", nil, status: .paused, quality: nil, now: stage.now)
        #expect(unknown == nil)
    }

    @Test("templates survive a restart of the simulator")
    func saved() throws {
        var stage = try Stage()
        _ = ask(&stage, "POST", .object(Self.create))
        let decision = stage.platform.decide("order_shipped", nil, status: .paused, quality: "RED", now: stage.now)
        let actions = try #require(decision)
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
        let (answer, _) = stage.platform.handleGraph(request, now: stage.now)
        #expect(answer.body["error"]?["error_subcode"] == 33)
    }
}
