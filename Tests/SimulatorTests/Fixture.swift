// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
@testable internal import Simulator

/// Numbers that repeat in every run.
struct CountingGenerator: RandomNumberGenerator {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

enum Fixture {
    static let number = SimulatedNumber(
        phoneNumberID: "106540352242922", displayNumber: "15550783881", name: "Moonlight Bakery", businessAccountID: "102290129340398",
        accessToken: Secret("EAAtoken"), appSecret: Secret("app-secret"), webhookURL: "http://host.test/api/webhooks/whatsapp")

    static func ids(_ clock: any Clock) -> IDGenerator { IDGenerator(clock: clock, random: CountingGenerator()) }

    static func simulator(
        host: RecordingHost, clock: any Clock, rules: PlatformRules = .immediate, statePath: String? = nil
    ) -> Simulator {
        Simulator(
            numbers: [number], rules: rules, clock: clock, ids: ids(clock), statePath: statePath,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ) { url, headers, body in try await host.post(url, headers, body) }
    }

    static func request(_ body: JSON, token: String = "EAAtoken", path: String = "/v25.0/106540352242922/messages") -> SimulatorRequest {
        SimulatorRequest(method: "POST", path: path, headers: ["Authorization": "Bearer \(token)"], body: body.encoded())
    }

    /// A request of the phone page.
    static func page(_ path: String, _ body: JSON) -> SimulatorRequest {
        SimulatorRequest(
            method: "POST", path: "/simulator/api/" + path, headers: ["content-type": "application/json"], body: body.encoded())
    }
}

/// A platform with one person who has just written, so that the service window is open.
struct Stage {
    var platform: SimulatedPlatform
    let amina: SimulatedContact
    var now = Timestamp(milliseconds: 1_790_000_000_000)

    init(rules: PlatformRules = .immediate) throws {
        let ids = IDGenerator(clock: ManualClock(), random: CountingGenerator())
        platform = SimulatedPlatform(numbers: [Fixture.number], rules: rules, ids: ids)
        amina = try platform.addContact(name: "Amina", phone: "+20 100 123 4567").0
        _ = try platform.personSends(amina.id, .text("hi"), to: Fixture.number.phoneNumberID, now: now)
    }

    var messages: [SimulatedMessage] {
        platform.conversations[SimulatedConversation.Key(number: Fixture.number.phoneNumberID, contact: amina.id)]?.messages ?? []
    }

    mutating func send(_ message: JSONObject) -> (response: GraphResponse, webhooks: [SimulatedWebhook]) {
        var body: JSONObject = ["messaging_product": "whatsapp", "to": "201001234567"]
        for (key, value) in message { body[key] = value }
        let (response, actions) = platform.handleGraph(Fixture.request(.object(body)), now: now)
        return (response, Self.webhooks(actions))
    }

    mutating func person(_ content: PersonContent) throws -> (message: SimulatedMessage, webhook: SimulatedWebhook?) {
        let (message, actions) = try platform.personSends(amina.id, content, to: Fixture.number.phoneNumberID, now: now)
        return (message, Self.webhooks(actions).first)
    }

    static func webhooks(_ actions: [PlatformAction]) -> [SimulatedWebhook] {
        actions.compactMap { if case .deliverWebhook(let webhook, _) = $0 { webhook } else { nil } }
    }
}

extension GraphResponse {
    var wamid: String? { body["messages"]?[0]?["id"]?.text }
    var code: Int64? { body["error"]?["code"]?.int }
    var details: String? { body["error"]?["error_data"]?["details"]?.text }
}

extension SimulatedWebhook {
    var value: JSON { body["entry"]?[0]?["changes"]?[0]?["value"] ?? .null }
    var status: JSON { value["statuses"]?[0] ?? .null }
    var message: JSON { value["messages"]?[0] ?? .null }
}

enum Sample {
    static func buttons(_ titles: [String], body: String = "Which?", ids: [String]? = nil) -> JSONObject {
        let buttons = titles.enumerated().map { index, title -> JSON in
            ["type": "reply", "reply": ["id": .string(ids?[index] ?? "b\(index)"), "title": .string(title)]]
        }
        return [
            "type": "interactive",
            "interactive": ["type": "button", "body": ["text": .string(body)], "action": ["buttons": .array(buttons)]],
        ]
    }

    static func row(_ id: String, title: String = "Bread", description: String? = nil) -> JSON {
        var row: JSONObject = ["id": .string(id), "title": .string(title)]
        if let description { row["description"] = .string(description) }
        return .object(row)
    }

    static func list(_ sections: [[JSON]], button: String = "Menu", titles: [String?]? = nil) -> JSONObject {
        let sections = sections.enumerated().map { index, rows -> JSON in
            var section: JSONObject = ["rows": .array(rows)]
            if let title = titles.map({ $0[index] }) ?? "Part \(index)" { section["title"] = .string(title) }
            return .object(section)
        }
        return [
            "type": "interactive",
            "interactive": [
                "type": "list", "body": ["text": "Pick one"],
                "action": ["button": .string(button), "sections": .array(sections)],
            ],
        ]
    }

    static func text(_ count: Int) -> String { String(repeating: "x", count: count) }
}
