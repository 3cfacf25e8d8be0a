// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Testing

@testable import WhatsApp

/// `known.json` was made with Python's cryptography, which has nothing in common with ours.
@Suite("The encryption of WhatsApp Flows")
struct FormKeyTests {
    private let known: JSON

    init() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/Forms/known.json")
        known = try JSON(Array(Data(contentsOf: url)))
    }

    private func envelope(_ changes: JSONObject = [:]) throws -> FormEnvelope {
        var body: JSONObject = [:]
        for name in ["encrypted_flow_data", "encrypted_aes_key", "initial_vector"] { body[name] = changes[name] ?? known[name] }
        return try FormEnvelope(.object(body))
    }

    private func key(_ name: String = "private_key") throws -> FormKey { try FormKey(pem: Secret(known[name]?.text ?? "")) }

    @Test("reads what another implementation wrote, with a key in either form of PEM, and answers as it does", arguments: ["private_key", "traditional"])
    func knownAnswer(_ form: String) throws {
        let (plain, seal) = try key(form).open(try envelope())
        #expect(String(decoding: plain, as: UTF8.self) == known["request"]?.text)
        #expect(try seal.seal(Array((known["response"]?.text ?? "").utf8)) == known["encrypted_response"]?.text)
        let request = try FormRequest(try JSON(plain))
        #expect(request.action == .submit && request.screen == "GUESTS" && request.token == "T-1" && request.version == "3.0")
        #expect(request.data["guests"] == "4" && request.data["name"] == "أمينة")
    }

    @Test("refuses another key, OAEP with SHA-1, a changed byte, and what is not whole")
    func refuses() throws {
        #expect(throws: FormProblem.self) { try FormKey().open(try envelope()) }
        #expect(throws: FormProblem.self) { try key().open(try envelope(["encrypted_aes_key": known["sha1_aes_key"] ?? .null])) }
        let data = try #require(Data(base64Encoded: known["encrypted_flow_data"]?.text ?? ""))
        for place in [0, data.count / 2, data.count - 1] {
            var changed = data
            changed[place] ^= 1
            #expect(throws: FormProblem.self) { try key().open(try envelope(["encrypted_flow_data": .string(changed.base64EncodedString())])) }
        }
        for (name, value) in [("initial_vector", "AAAA"), ("initial_vector", ""), ("encrypted_flow_data", "AAAA"), ("encrypted_aes_key", "AAAA")] {
            #expect(throws: FormProblem.self) { try key().open(try envelope([name: .string(value)])) }
        }
        #expect(throws: FormProblem.self) { try envelope(["encrypted_flow_data": "no base64!"]) }
        #expect(throws: FormProblem.self) { try FormKey(pem: Secret("nonsense")) }
    }

    @Test("a new key is another one each time, of 2,048 bits, and is never shown")
    func new() throws {
        let one = try FormKey(), two = try FormKey()
        #expect(one.publicPEM != two.publicPEM && one.publicPEM.hasPrefix("-----BEGIN PUBLIC KEY-----"))
        #expect(try FormKey(pem: one.pem).publicPEM == one.publicPEM)
        #expect(!"\(one)".contains("PRIVATE"))
    }

    @Test("requests of every kind are told apart", arguments: [
        (["action": "ping", "version": "3.0"], .ping), (["action": "INIT", "flow_token": "t"], .open), (["action": "data_exchange"], .submit),
        (["action": "BACK", "screen": "A"], .back),
        (["action": "data_exchange", "data": ["error": "public-key-missing", "error_message": "m"]], .failure(code: "public-key-missing", message: "m")),
    ] as [(JSON, FormRequest.Action)])
    func actions(_ json: JSON, _ action: FormRequest.Action) throws {
        #expect(try FormRequest(json).action == action)
    }

    @Test("what has no known action is a problem that names it")
    func unknown() {
        #expect(throws: FormProblem(reason: "the action \"dance\" is not known")) { try FormRequest(["action": "dance"]) }
    }

    @Test("answers are in Meta's shapes")
    func answers() {
        #expect(FormAnswer.screen("A", data: ["x": 1]).json(version: "3.0", token: "t") == ["version": "3.0", "screen": "A", "data": ["x": 1]])
        #expect(
            FormAnswer.again(screen: "A", message: "no", data: [:]).json(version: "3.0", token: "t")
                == ["version": "3.0", "screen": "A", "data": ["error_message": "no"]])
        #expect(
            FormAnswer.done(["n": 4]).json(version: "4.0", token: "t")
                == ["version": "4.0", "screen": "SUCCESS", "data": ["extension_message_response": ["params": ["n": 4, "flow_token": "t"]]]])
        #expect(FormAnswer.health(version: "3.0") == ["version": "3.0", "data": ["status": "active"]])
    }
}
