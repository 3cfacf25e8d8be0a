// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

/// Bodies that nobody would send: whatever they are, reading ends with updates or an error.
struct WebhookMutationTests {
    /// Reads a body as the host does. Also encodes what came out, so that every part of it is looked at.
    private func read(_ bytes: [UInt8]) -> Bool {
        guard let json = try? JSON(bytes), let webhook = try? Webhook.parse(json) else { return false }
        for update in webhook.updates {
            #expect(!update.key.isEmpty && update.key.utf8.count <= 700)
            #expect(!update.kind.stored.encoded().isEmpty)
            switch update.kind {
            case .message(let message):
                #expect(message.content["type"]?.text == message.type.rawValue)
                #expect(!message.content.encoded().isEmpty)
                _ = try? OutboundMessage.messages(from: message.content)
            case .status(let status): DeliveryState(status).json.encode(into: &scratch.bytes)
            case .error(let error): #expect(!error.description.isEmpty)
            case .echo(let echo):
                #expect(echo.content["type"]?.text == echo.type.rawValue)
            case .history(let chunk):
                for thread in chunk.threads { for message in thread.messages { #expect(!message.content.encoded().isEmpty) } }
            case .call(let call): #expect(!call.id.isEmpty && !call.event.name.isEmpty)
            case .preference(let update): #expect(!update.person.isAnonymous)
            case .identity(let update): #expect(!update.person.isAnonymous && !update.successor.isAnonymous)
            case .contactBook(let update): #expect(!update.person.isAnonymous)
            case .account(let event): #expect(!event.summary.isEmpty)
            case .payment, .group, .template, .other: break
            case .malformed(let reason, let raw): #expect(!reason.isEmpty && !raw.encoded().isEmpty)
            }
        }
        return true
    }

    private final class Scratch { var bytes: [UInt8] = [] }
    private let scratch = Scratch()

    @Test("2,000 bodies with values replaced, repeated, removed or nested are all read or refused")
    func mutatedValues() throws {
        let fixtures = try Fixture.webhooks().map { try Fixture.json($0) }
        var random = SeededGenerator(seed: 1)
        var read = 0
        for round in 0..<2_000 {
            var json = fixtures[round % fixtures.count]
            for _ in 0..<Int.random(in: 1...3, using: &random) { json = JSONMutator.mutate(json, using: &random) }
            if self.read(json.encoded()) { read += 1 }
        }
        // Most changes are somewhere inside, so most bodies are still webhooks.
        #expect(read > 1_000)
    }

    @Test("Every value of every fixture, replaced by every kind of value, is read or refused")
    func everyNode() throws {
        for name in try Fixture.webhooks() {
            let json = try Fixture.json(name)
            for position in 0..<JSONMutator.count(json) {
                for value in JSONMutator.strange {
                    _ = read(JSONMutator.replace(json, at: position, with: value).encoded())
                }
            }
        }
    }

    @Test("2,000 bodies with bytes changed, dropped, doubled or cut off are all read or refused")
    func mutatedBytes() throws {
        let fixtures = try Fixture.webhooks().map { try Fixture.bytes($0) }
        var random = SeededGenerator(seed: 2)
        for round in 0..<2_000 {
            var bytes = fixtures[round % fixtures.count]
            for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(contentsOf: bytes[index...].prefix(40), at: index)
                case 3:
                    bytes.insert(
                        contentsOf: [0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF].prefix(Int.random(in: 1...6, using: &random)),
                        at: index)
                default: if Int.random(in: 0..<4, using: &random) == 0 { bytes.removeSubrange(index...) }
                }
            }
            _ = read(bytes)
        }
    }

    @Test("Every fixture cut off at every byte is refused as JSON")
    func truncated() throws {
        for name in ["message.text", "batch", "status.failed"] {
            let bytes = try Fixture.bytes(name)
            let end = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
            for length in 0..<end { #expect(throws: JSONError.self) { try JSON(Array(bytes[..<length])) } }
        }
    }

    @Test("Depth and size are refused before anything is built")
    func limits() {
        let deep = #"{"object":"whatsapp_business_account","entry":"# + String(repeating: "[", count: 100_000)
        #expect(!read(Array(deep.utf8)))
        let wide = #"{"object":"whatsapp_business_account","entry":["# + String(repeating: "0,", count: 300_000) + "0]}"
        #expect(!read(Array(wide.utf8)))
        let huge =
            #"{"object":"whatsapp_business_account","entry":[{"id":"# + String(repeating: "9", count: 5_000) + "}]}"
        #expect(!read(Array(huge.utf8)))
    }
}
