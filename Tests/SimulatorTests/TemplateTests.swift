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
        #expect(names == ["hello_world", "order_shipped", "appointment_reminder", "new_year_sale", "reminder", "reminder", "daily_summary", "daily_summary", "table_ready"])

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

    private func edit(_ stage: inout Stage, _ id: String, _ body: JSONObject, token: String = "EAAtoken") -> (GraphResponse, [PlatformAction]) {
        stage.platform.handleGraph(
            SimulatorRequest(method: "POST", path: "/v25.0/" + id, headers: ["Authorization": "Bearer " + token], body: JSON.object(body).encoded()),
            now: stage.now)
    }

    private static let newWords: JSON = [["type": "BODY", "text": "Your order is on its way to you."]]

    private func id(_ stage: Stage, _ name: String) throws -> String {
        try #require(stage.platform.templates.first { $0.name == name && $0.account == Self.account }).id
    }

    @Test("an edit replaces all components, is told by webhook, and an approved template takes one in 24 hours and ten in 30 days")
    func edited() throws {
        var stage = try Stage()
        let order = try id(stage, "order_shipped")
        let (answer, actions) = edit(&stage, order, ["components": Self.newWords])
        #expect(answer.body == ["success": true])
        #expect(Stage.webhooks(actions).map { $0.value["event"]?.text } == ["APPROVED"])
        #expect(stage.platform.template("order_shipped", "en", of: Self.account)?.components == Self.newWords.elements)
        let sent = stage.send(Self.message("order_shipped", []))
        #expect(sent.response.status == 200)
        let again = edit(&stage, order, ["components": Self.newWords]).0
        #expect(again.code == 100 && again.body["error"]?["message"]?.text?.contains("once in 24 hours") == true)
        for _ in 0..<9 {
            stage.now = stage.now + .seconds(86_400)
            let next = edit(&stage, order, ["components": Self.newWords]).0
            #expect(next.status == 200)
        }
        stage.now = stage.now + .seconds(86_400)
        let eleventh = edit(&stage, order, ["components": Self.newWords]).0
        #expect(eleventh.code == 100)
        stage.now = stage.now + .seconds(21 * 86_400)
        let later = edit(&stage, order, ["components": Self.newWords]).0
        #expect(later.status == 200)
    }

    @Test("the category of an approved template stays, one that waits is not edited, wrong words are refused, and another token sees nothing")
    func notEdited() throws {
        var stage = try Stage()
        let order = try id(stage, "order_shipped")
        for body: JSONObject in [["category": "MARKETING"], [:], ["components": [["type": "BODY", "text": "{{1}} first", "example": ["body_text": [["a"]]]]]]] {
            let answer = edit(&stage, order, body).0
            #expect(answer.code == 100, "\(body)")
        }
        let foreign = edit(&stage, order, ["components": Self.newWords], token: "other").0
        #expect(foreign.code == 190)
        _ = stage.platform.decide("order_shipped", nil, status: .pending, quality: nil, now: stage.now)
        let waiting = edit(&stage, order, ["components": Self.newWords]).0
        #expect(waiting.body["error"]?["message"]?.text?.contains("this one is PENDING") == true)
        #expect(stage.platform.template("order_shipped", "en", of: Self.account)?.components != Self.newWords.elements)
        _ = stage.platform.decide("order_shipped", nil, status: .rejected, quality: nil, reason: "PROMOTIONAL", now: stage.now)
        let other = edit(&stage, order, ["category": "MARKETING"]).0
        #expect(other.status == 200)
        #expect(stage.platform.template("order_shipped", "en", of: Self.account)?.category == "MARKETING")
    }

    @Test("a template waits for a decision where the faults say so; it is told when somebody decides, with the reason of a rejection")
    func reviewed() throws {
        var stage = try Stage()
        _ = stage.platform.setFaults(try Self.faults("wait"))
        let (answer, actions) = ask(&stage, "POST", .object(Self.create))
        #expect(answer.body["status"] == "PENDING" && actions.isEmpty)
        let early = stage.send(Self.message("table_ready", []))
        #expect(early.response.code == 132_001)
        let decision = stage.platform.decide("table_ready", "en", status: .rejected, quality: nil, reason: "PROMOTIONAL", now: stage.now)
        let told = try #require(decision)
        let rejection = try #require(Stage.webhooks(told).first).value
        #expect(rejection["event"] == "REJECTED" && rejection["reason"] == "PROMOTIONAL")
        #expect(ask(&stage, "GET", query: ["name": "table_ready"]).0.body["data"]?[0]?["rejected_reason"] == "PROMOTIONAL")
        _ = stage.platform.setFaults(try Self.faults("reject"))
        let rejected = edit(&stage, try id(stage, "order_shipped"), ["components": Self.newWords]).1
        #expect(Stage.webhooks(rejected).map { $0.value["event"]?.text } == ["REJECTED"])
        _ = stage.platform.setFaults(try Self.faults("approve"))
        let approved = edit(&stage, try id(stage, "order_shipped"), ["components": Self.newWords]).1
        #expect(Stage.webhooks(approved).map { $0.value["event"]?.text } == ["APPROVED"])
        let saved = try JSON(stage.platform.saved(pending: []).encoded())
        var other = try Stage()
        other.platform = SimulatedPlatform(numbers: [Fixture.number], ids: Fixture.ids(ManualClock()))
        _ = try other.platform.restore(saved)
        #expect(Set(other.platform.templates) == Set(stage.platform.templates))
    }

    private static func faults(_ review: String) throws -> Faults {
        var faults = Faults()
        try faults.apply(["template_review": .string(review)])
        #expect(faults.json["template_review"]?.text == review)
        return faults
    }

    @Test("a word for the review that is none is refused")
    func wrongReview() {
        var faults = Faults()
        #expect(throws: PersonProblem.self) { try faults.apply(["template_review": "maybe"]) }
    }

    @Test("one language is deleted by its id, a name in all of them, and a disabled one not at all; an account has so many and no more")
    func deleted() throws {
        var stage = try Stage()
        var arabic = Self.create
        arabic["language"] = "ar"
        let first = ask(&stage, "POST", .object(Self.create)).0.body["id"]?.text ?? ""
        _ = ask(&stage, "POST", .object(arabic))
        let wrong = ask(&stage, "DELETE", query: ["name": "order_shipped", "hsm_id": first]).0
        #expect(wrong.code == 100)
        #expect(ask(&stage, "DELETE", query: ["name": "table_ready", "hsm_id": first]).0.body == ["success": true])
        #expect(stage.platform.templates.filter { $0.name == "table_ready" }.map(\.language) == ["ar"])
        _ = stage.platform.decide("table_ready", "ar", status: .disabled, quality: nil, now: stage.now)
        #expect(ask(&stage, "DELETE", query: ["name": "table_ready"]).0.code == 100)
        stage.platform.rules.mostTemplates = stage.platform.templates.count
        let full = ask(&stage, "POST", .object(Self.create)).0
        #expect(full.body["error"]?["error_subcode"] == 2_388_019)
    }

    @Test("a template is told by its id")
    func read() throws {
        var stage = try Stage()
        let order = try id(stage, "order_shipped")
        let request = SimulatorRequest(method: "GET", path: "/v25.0/" + order, headers: ["Authorization": "Bearer EAAtoken"])
        let (answer, _) = stage.platform.handleGraph(request, now: stage.now)
        #expect(answer.body["name"] == "order_shipped" && answer.body["status"] == "APPROVED")
    }
}
