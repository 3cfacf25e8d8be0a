// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp
@testable internal import Simulator

/// What people do beside writing, as the host reads it.
struct PersonEventTests {
    private let number = Fixture.number.phoneNumberID

    private func read(_ webhooks: [SimulatedWebhook]) throws -> [Update] {
        try webhooks.flatMap { webhook in
            let parsed = try Webhook.parse(JSON(SimulatedWebhook.bytes(of: webhook.body)))
            #expect(parsed.malformedCount == 0)
            return parsed.updates
        }
    }

    private func message(_ content: PersonContent, _ stage: inout Stage) throws -> InboundMessage {
        let webhook = try #require(try stage.person(content).webhook)
        let update = try #require(try read([webhook]).first)
        guard case .message(let message) = update.kind else { throw PersonProblem(.invalid, "no message: \(update.kind)") }
        return message
    }

    @Test("Contacts, orders, edits and deletions are read as what they are")
    func messages() throws {
        var stage = try Stage()
        let shared = try message(.contacts([.init(name: "Omar Said", phone: "+20 100 765 4321")]), &stage)
        #expect(shared.type == .contacts && shared.content["contacts"]?[0]?["name"] != nil, "\(shared.content)")
        let order = try message(.order([.init(product: "cement-50", quantity: 2, price: 50.5, currency: "EGP")], text: "by Thursday"), &stage)
        #expect(order.type == .order, "\(order.content)")
        #expect(stage.messages.last?.type == "order")

        let text = try stage.person(.text("two bags")).message
        let edit = try message(.edit(message: nil, text: "three bags"), &stage)
        #expect(edit.type == .edit && edit.content["message"]?["text"] == "three bags", "\(edit.content)")
        #expect(stage.messages.last?.id == text.id && stage.messages.last?.content["body"] == "three bags")
        let deletion = try message(.deletion(message: text.id), &stage)
        #expect(deletion.type == .revoke, "\(deletion.content)")
        #expect(stage.messages.last?.id == text.id && stage.messages.last?.type == "revoke")
    }

    @Test("What cannot be shared, ordered, edited or deleted is refused")
    func refused() throws {
        var stage = try Stage()
        let bot = try #require(stage.send(["text": ["body": "x"]]).response.wamid)
        for wrong: PersonContent in [
            .contacts([]), .contacts([.init(name: "Omar", phone: "soon")]), .order([]), .order([.init(product: "a", quantity: 0)]),
            .edit(message: bot, text: "mine"), .edit(message: nil, text: ""), .deletion(message: bot), .deletion(message: "wamid.unknown"),
        ] {
            #expect(throws: PersonProblem.self, "\(wrong)") { try stage.person(wrong) }
        }
    }

    @Test("A call comes as its beginning and its end, and opens the window")
    func call() throws {
        var stage = try Stage()
        stage.now = stage.now + .seconds(30 * 3_600)
        let updates = try read(Stage.webhooks(try stage.platform.personCalls(stage.amina.id, number, seconds: 42, now: stage.now)))
        let calls = updates.compactMap { if case .call(let call) = $0.kind { call } else { nil } }
        #expect(calls.map(\.event) == [.connect, .terminate] && Set(calls.map(\.id)).count == 1)
        #expect(calls.first?.opensWindow == true && calls.last?.seconds == 42 && calls.first?.person.phone == "201001234567")
        #expect(stage.send(["text": ["body": "x"]]).webhooks.compactMap { $0.status["status"]?.text } == ["sent", "delivered"])
    }

    @Test("Marketing is stopped and wanted again", arguments: [true, false])
    func preference(isWanted: Bool) throws {
        var stage = try Stage()
        let updates = try read(Stage.webhooks(try stage.platform.personPrefers(marketing: isWanted, stage.amina.id, on: number, now: stage.now)))
        guard case .preference(let preference)? = updates.first?.kind else { return #expect(Bool(false), "\(updates)") }
        #expect(preference.stopsMarketing == !isWanted && preference.person.phone == "201001234567")
    }

    @Test("A new number is told with the old one, and reaches the person from then on")
    func phone() throws {
        var stage = try Stage()
        let updates = try read(Stage.webhooks(try stage.platform.personChanges(phone: "+20 111 234 5678", stage.amina.id, on: number, now: stage.now)))
        guard case .message(let message)? = updates.first?.kind else { return #expect(Bool(false), "\(updates)") }
        #expect(message.type == .system && message.from.phone == "201001234567" && message.successor?.phone == "201112345678")
        #expect(stage.platform.contact(named: "201001234567") == nil)
        #expect(stage.send(["to": "201112345678", "text": ["body": "x"]]).webhooks.compactMap { $0.status["status"]?.text } == ["sent", "delivered"])
        #expect(throws: PersonProblem.self) { try stage.platform.personChanges(phone: "201112345678", stage.amina.id, on: number, now: stage.now) }
        #expect(throws: PersonProblem.self) { try stage.platform.personChanges(phone: "soon", stage.amina.id, on: number, now: stage.now) }
    }

    @Test("The page's API does all of it", arguments: [
        ("messages", ["type": "contacts", "contacts": [["name": "Omar", "phone": "+201007654321"]]]),
        ("messages", ["type": "order", "items": [["product": "cement-50", "quantity": 2, "price": 50.5, "currency": "EGP"]]]),
        ("messages", ["type": "edit", "text": "anew"]), ("messages", ["type": "deletion"]), ("call", ["seconds": 5]),
        ("marketing", ["wanted": false]), ("phone", ["phone": "+201112345678"]),
    ] as [(String, JSON)])
    func page(path: String, body: JSON) async throws {
        let host = RecordingHost()
        let simulator = Fixture.simulator(host: host, clock: ManualClock())
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        try await simulator.send(.text("hi"), from: amina.id)
        let answer = await simulator.respond(to: Fixture.page("contacts/201001234567/" + path, body))
        #expect(answer.status == (path == "messages" ? 201 : 200), "\(answer)")
        let wrong = await simulator.respond(to: Fixture.page("contacts/201001234567/" + path, ["type": "order"]))
        #expect(path == "call" || (400..<500).contains(wrong.status), "\(wrong)")
    }
}
