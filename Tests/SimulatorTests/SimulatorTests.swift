// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Simulator
internal import Testing
internal import WhatsApp

struct SimulatorTests {
    private let clock = ManualClock()
    private let host = RecordingHost()

    private func graph(_ body: JSONObject) -> SimulatorRequest {
        var whole: JSONObject = ["messaging_product": "whatsapp", "to": "201001234567"]
        for (key, value) in body { whole[key] = value }
        return Fixture.request(.object(whole), path: "/simulator/graph/v25.0/106540352242922/messages")
    }

    private func json(_ response: SimulatorResponse) throws -> JSON {
        guard case .bytes(let bytes) = response.body else { return .null }
        return try JSON(bytes)
    }

    @Test("A webhook is signed over its very bytes, and goes to the number's address")
    func signature() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        try await simulator.send(.text("سلام"), from: amina.id)
        await simulator.settle()
        let request = try #require(await host.requests.first)
        #expect(request.url == "http://host.test/api/webhooks/whatsapp")
        #expect(SignatureVerifier([Secret("app-secret")]).secret(header: request.headers["X-Hub-Signature-256"], body: request.body) != nil)
        #expect(SignatureVerifier([Secret("other")]).secret(header: request.headers["X-Hub-Signature-256"], body: request.body) == nil)
        #expect(request.headers["Content-Type"] == "application/json")
        await simulator.close()
    }

    @Test("With a standing clock every status has arrived when the simulator has settled")
    func atOnce() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        try await simulator.send(.text("hi"), from: amina.id)
        let response = await simulator.respond(to: graph(["text": ["body": "Hello"]]))
        #expect(response.status == 200)
        try await simulator.read(amina.id)
        await simulator.settle()
        #expect(await host.requests.map(\.kind) == ["text", "sent", "delivered", "read"])
        #expect(await simulator.messages(with: amina.id).map(\.tick) == [.delivered, .read])
        await simulator.close()
    }

    @Test("Lifelike statuses wait for the clock")
    func lifelike() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock, rules: .lifelike)
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        try await simulator.send(.text("hi"), from: amina.id)
        _ = await simulator.respond(to: graph(["text": ["body": "Hello"]]))
        await simulator.settle()
        #expect(await host.requests.map(\.kind) == ["text"])
        clock.advance(by: .milliseconds(60))
        #expect(await host.received(2).map(\.kind) == ["text", "sent"])
        clock.advance(by: .milliseconds(390))
        #expect(await host.received(3).map(\.kind) == ["text", "sent", "delivered"])
        await simulator.close()
    }

    @Test("A webhook that is not answered with 200 comes again, and the page hears of the trouble")
    func retry() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        var events = await simulator.events().makeAsyncIterator()
        await host.answer([0, 500])
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        try await simulator.send(.text("hi"), from: amina.id)
        _ = await host.received(2)
        var trouble: JSON?
        while trouble == nil, let event = await events.next() { if event.name == "trouble" { trouble = event.data["text"] } }
        #expect(trouble?.text?.hasPrefix("The bot does not take webhooks") == true)
        await simulator.settle()
        clock.advance(by: .seconds(1))
        let requests = await host.received(3)
        #expect(Set(requests.map(\.body)).count == 1)
        var isOver = false
        while !isOver, let event = await events.next() { isOver = event.name == "trouble" && event.data["text"] == .null }
        #expect(isOver)
        #expect(await simulator.messages(with: amina.id).first?.tick == .delivered)
        await simulator.close()
    }

    @Test("The statuses can arrive before the answer to the send")
    func statusBeforeAnswer() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        try await simulator.send(.text("hi"), from: amina.id)
        await simulator.setFaults { $0.reportsBeforeAnswer = true }
        let response = await simulator.respond(to: graph(["text": ["body": "Hello"]]))
        #expect(response.status == 200)
        #expect(await host.requests.map(\.kind) == ["text", "sent", "delivered"])
        await simulator.close()
    }

    @Test("A slow answer waits for the clock; a cut one never comes")
    func slowAndCut() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        await simulator.setFaults { $0.slow = .seconds(5) }
        // A refusal has no webhooks, so the one who sleeps is the answer.
        async let slow = simulator.respond(
            to: Fixture.request([:], token: "wrong", path: "/simulator/graph/v25.0/106540352242922/messages"))
        await clock.sleeper()
        clock.advance(by: .seconds(5))
        #expect(await slow.status == 401)
        await simulator.setFaults { $0 = Faults(); $0.isDown = true }
        guard case .cut = await simulator.respond(to: graph(["text": ["body": "x"]])).body else {
            return #expect(Bool(false), "an answer came")
        }
        await simulator.close()
    }

    @Test("After a restart the conversation is there, and what the host had not taken is delivered")
    func persistence() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("simulator-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("data/simulator.json").path
        let first = Fixture.simulator(host: host, clock: clock, statePath: path)
        try await first.open()
        let amina = try await first.addContact(name: "Amina", phone: "201001234567", language: "ar")
        try await first.send(.text("hi"), from: amina.id)
        _ = await first.respond(to: graph(["biz_opaque_callback_data": "o-1", "type": "interactive", "interactive": Sample.buttons(["Yes"])["interactive"] ?? .null]))
        await first.settle()
        let id = try #require(await first.messages(with: amina.id).last?.id)
        await host.answer([0, 0, 0])
        try await first.send(.button(message: id, id: "b0"), from: amina.id)
        await first.settle()
        let before = await first.snapshot()
        await first.close()

        let secondHost = RecordingHost()
        let second = Fixture.simulator(host: secondHost, clock: clock, statePath: path)
        try await second.open()
        let after = await second.snapshot()
        #expect(after["contacts"] == before["contacts"])
        #expect(after["conversations"]?[0]?["messages"]?.elements?.count == 3)
        #expect(after["conversations"]?[0]?["last_from_person"] == before["conversations"]?[0]?["last_from_person"])
        #expect(after["cursor"] != before["cursor"])
        await second.settle()
        #expect(await secondHost.requests.map(\.kind) == ["interactive"])
        try await second.read(amina.id)
        await second.settle()
        #expect(await secondHost.requests.last?.value["statuses"]?[0]?["biz_opaque_callback_data"] == "o-1")
        await second.close()

        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains("app-secret") && !text.contains("EAAtoken"))
    }

    @Test("A state file that cannot be read stops the start, and says what to do")
    func brokenFile() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("simulator-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("{\"format\":".utf8).write(to: URL(fileURLWithPath: path))
        let simulator = Fixture.simulator(host: host, clock: clock, statePath: path)
        let error = await #expect(throws: StateFile.Problem.self) { try await simulator.open() }
        #expect(error?.description.contains("Delete it to begin anew") == true)
    }
}
