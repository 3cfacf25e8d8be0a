// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
@testable internal import Simulator

struct PageTests {
    private let clock = ManualClock()
    private let host = RecordingHost()

    private func get(_ simulator: Simulator, _ path: String, headers: [String: String] = [:]) async -> SimulatorResponse {
        await simulator.respond(to: SimulatorRequest(method: "GET", path: path, headers: headers))
    }

    private func text(_ response: SimulatorResponse) -> String {
        guard case .bytes(let bytes) = response.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func json(_ response: SimulatorResponse) throws -> JSON { try JSON(text(response)) }

    /// Reads whole events: name, id and data.
    private struct EventReader {
        var stream: AsyncStream<[UInt8]>.AsyncIterator

        mutating func next() async -> (id: String, name: String, data: JSON)? {
            while let bytes = await stream.next() {
                let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
                guard lines.count == 3, lines[0].hasPrefix("id: "), lines[1].hasPrefix("event: "), lines[2].hasPrefix("data: ") else { continue }
                let data = (try? JSON(String(lines[2].dropFirst(6)))) ?? .null
                return (String(lines[0].dropFirst(4)), String(lines[1].dropFirst(7)), data)
            }
            return nil
        }
    }

    private func events(_ simulator: Simulator, after id: String? = nil) async throws -> EventReader {
        let response = await get(simulator, "/simulator/api/events", headers: id.map { ["Last-Event-ID": $0] } ?? [:])
        guard case .events(let stream) = response.body else { throw PersonProblem(.invalid, "no stream") }
        #expect(response.headers.contains { $0 == ("Content-Type", "text/event-stream; charset=utf-8") })
        return EventReader(stream: stream.makeAsyncIterator())
    }

    @Test("The page and its files are served with a strict content security policy", arguments: [
        ("/simulator", "text/html; charset=utf-8"), ("/simulator/", "text/html; charset=utf-8"),
        ("/simulator/assets/phone.css", "text/css; charset=utf-8"), ("/simulator/assets/phone.js", "text/javascript; charset=utf-8"),
    ])
    func files(path: String, type: String) async {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let response = await get(simulator, path)
        #expect(response.status == 200)
        #expect(response.headers.contains { $0 == ("Content-Type", type) })
        let policy = response.headers.first { $0.name == "Content-Security-Policy" }?.value ?? ""
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
        #expect(!policy.contains("unsafe"))
    }

    @Test("The page has nothing inline, and nothing from elsewhere")
    func selfContained() async {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let page = text(await get(simulator, "/simulator"))
        #expect(!page.contains("style="))
        #expect(!page.contains("<style"))
        #expect(!page.contains("onclick"))
        #expect(!page.contains("src=\"http"))
        #expect(!page.contains("href=\"http"))
        let script = text(await get(simulator, "/simulator/assets/phone.js"))
        #expect(!script.contains("innerHTML"))
        for id in ["composer", "send", "add-contact", "contacts", "messages"] { #expect(page.contains("id=\"\(id)\"")) }
    }

    @Test("There is nothing elsewhere", arguments: ["/simulator/assets/x.js", "/simulator/assets/../api", "/simulator/api/none", "/simulator/x"])
    func nothing(path: String) async {
        let simulator = Fixture.simulator(host: host, clock: clock)
        #expect(await get(simulator, path).status == 404)
    }

    @Test("A person added, a message and a look by the page do what they do in process")
    func actions() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let added = await simulator.respond(to: Fixture.page("contacts", ["name": "Amina", "phone": "+20 100 123 4567", "language": "ar"]))
        #expect(added.status == 201)
        let contact = try json(added)
        #expect(contact["direction"] == "rtl")
        let id = try #require(contact["id"]?.text)
        let sent = await simulator.respond(to: Fixture.page("contacts/\(id)/messages", ["type": "text", "text": "hi"]))
        #expect(sent.status == 201)
        #expect(try json(sent)["id"]?.text?.hasPrefix("wamid.") == true)
        _ = await simulator.respond(
            to: Fixture.request(
                ["messaging_product": "whatsapp", "to": "201001234567", "text": ["body": "yo"]],
                path: "/simulator/graph/v25.0/106540352242922/messages"))
        #expect(await simulator.snapshot()["conversations"]?[0]?["unread"] == 1)
        // The phone number is a name of the contact too.
        #expect(await simulator.respond(to: Fixture.page("contacts/201001234567/read", [:])).status == 200)
        await simulator.settle()
        #expect(await host.requests.map(\.kind) == ["text", "sent", "delivered", "read"])
        #expect(await simulator.snapshot()["conversations"]?[0]?["unread"] == 0)
        await simulator.close()
    }

    @Test("What the page asks in vain has a reason", arguments: [
        ("contacts/none/messages", ["type": "text", "text": "x"], 404, "unknown_contact"),
        ("contacts/201001234567/messages", ["type": "poll"], 422, "invalid"),
        ("contacts/201001234567/messages", ["type": "text"], 422, "invalid"),
        ("contacts/201001234567/messages", ["type": "text", "text": "x", "number": "9"], 404, "unknown_number"),
        ("contacts/201001234567/messages", ["type": "button", "message": "m", "id": "b"], 404, "unknown_message"),
        ("contacts", ["name": "B", "phone": "201001234567"], 409, "taken"),
        ("contacts", ["phone": "201"], 422, "invalid"),
        ("faults", ["dwn": true], 422, "invalid"),
    ] as [(String, JSON, Int, String)])
    func refused(path: String, body: JSON, status: Int, code: String) async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        try await simulator.addContact(name: "Amina", phone: "201001234567")
        let response = await simulator.respond(to: Fixture.page(path, body))
        #expect(response.status == status)
        #expect(try json(response)["error"]?["code"]?.text == code)
    }

    @Test("A form of another site cannot act: only declared JSON is taken")
    func otherSites() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        var request = Fixture.page("contacts", ["name": "Mallory", "phone": "4930123456"])
        request.headers["content-type"] = "text/plain"
        #expect(await simulator.respond(to: request).status == 422)
        #expect(await simulator.contacts.isEmpty)
    }

    @Test("The stream begins with everything, and goes on with what happens")
    func stream() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        var reader = try await events(simulator)
        let snapshot = try #require(await reader.next())
        #expect(snapshot.name == "snapshot")
        #expect(snapshot.data == (await simulator.snapshot()))
        #expect(snapshot.data["numbers"] == [["id": "106540352242922", "display": "15550783881", "name": "Moonlight Bakery"]])
        try await simulator.send(.text("hi"), from: amina.id)
        let message = try #require(await reader.next())
        #expect(message.name == "message")
        #expect(message.data["text"] == ["body": "hi"])
        #expect(message.data["from"] == "person")
        #expect(message.data["tick"] == "sent")
        #expect(await reader.next()?.name == "conversation")
        #expect(await reader.next()?.data["tick"] == "delivered")
        await simulator.close()
        #expect(await reader.next() == nil)
    }

    @Test("A page that was away gets exactly what it missed")
    func resume() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        var first = try await events(simulator)
        let cursor = try #require(await first.next()).id
        try await simulator.send(.text("one"), from: amina.id)
        await simulator.settle()
        var second = try await events(simulator, after: cursor)
        #expect(await second.next()?.data["text"] == ["body": "one"])
        #expect(await second.next()?.name == "conversation")
        #expect(await second.next()?.data["tick"] == "delivered")
        await simulator.close()
    }

    @Test("A page that knows another process, or too little, begins anew", arguments: ["nonsense", "01ARZ3NDEKTSV4RRFFQ69G5FAV-3", ""])
    func beginAnew(id: String) async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        try await simulator.addContact(name: "Amina", phone: "201001234567")
        var reader = try await events(simulator, after: id)
        #expect(await reader.next()?.name == "snapshot")
        await simulator.close()
    }

    @Test("A page that leaves is forgotten")
    func leaving() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        do {
            var reader = try await events(simulator)
            _ = await reader.next()
            #expect(await simulator.subscribers.count == 1)
        }
        for _ in 0..<10_000 where await !simulator.subscribers.isEmpty { await Task.yield() }
        #expect(await simulator.subscribers.isEmpty)
        await simulator.close()
    }

    @Test("A page that is far behind begins anew")
    func farBehind() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        var first = try await events(simulator)
        let cursor = try #require(await first.next()).id
        for _ in 0..<700 { try await simulator.send(.text("x"), from: amina.id) }
        await simulator.settle()
        var second = try await events(simulator, after: cursor)
        #expect(await second.next()?.name == "snapshot")
        await simulator.close()
    }

    @Test("A failed message tells the page its code and reason")
    func failure() async throws {
        let simulator = Fixture.simulator(host: host, clock: clock)
        let amina = try await simulator.addContact(name: "Amina", phone: "201001234567")
        _ = await simulator.respond(
            to: Fixture.request(
                ["messaging_product": "whatsapp", "to": "201001234567", "text": ["body": "x"]],
                path: "/simulator/graph/v25.0/106540352242922/messages"))
        await simulator.settle()
        let message = try #require(await simulator.messages(with: amina.id).first?.json)
        #expect(message["tick"] == "failed")
        #expect(message["error"]?["code"] == 131047)
        #expect(message["error"]?["title"] == "Re-engagement message")
        await simulator.close()
    }
}
