// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite("The master key")
struct MasterKeyTests {
    private let key = MasterKey()

    @Test("what is sealed opens with the same key, purpose and owner alone")
    func seal() throws {
        let secret = Array("EAAG token".utf8)
        let sealed = try key.seal(secret, for: .credentials, of: "number 1")
        #expect(try key.open(sealed, for: .credentials, of: "number 1") == secret)
        #expect(throws: MasterKeyProblem.self) { try MasterKey().open(sealed, for: .credentials, of: "number 1") }
        #expect(throws: MasterKeyProblem.self) { try key.open(sealed, for: .flowKeys, of: "number 1") }
        #expect(throws: MasterKeyProblem.self) { try key.open(sealed, for: .credentials, of: "number 2") }
        var changed = sealed
        changed[sealed.count - 1] ^= 1
        #expect(throws: MasterKeyProblem.self) { try key.open(changed, for: .credentials, of: "number 1") }
        #expect(throws: MasterKeyProblem.self) { try key.open([1, 2, 3], for: .credentials, of: "number 1") }
    }

    @Test("the same text is sealed differently each time")
    func nonce() throws {
        #expect(try key.seal([1], for: .credentials, of: "a") != key.seal([1], for: .credentials, of: "a"))
    }

    @Test("a key that was printed is read again, white space around it or not")
    func text() throws {
        let again = try MasterKey(base64: "\n \(key.base64.value) \n")
        #expect(again.sign([1, 2], for: .mediaLinks) == key.sign([1, 2], for: .mediaLinks))
        #expect(again.isSignature(key.sign([1, 2], for: .mediaLinks), of: [1, 2], for: .mediaLinks))
        #expect(!again.isSignature(key.sign([1, 2], for: .flowKeys), of: [1, 2], for: .mediaLinks))
    }

    @Test("what is no key says why, and does not show it")
    func problems() {
        #expect(throws: MasterKeyProblem("is not base64")) { try MasterKey(base64: "no key!") }
        #expect(throws: MasterKeyProblem("has 3 bytes instead of 32")) { try MasterKey(base64: "AAAA") }
        #expect("\(key)" == "(master key)")
        #expect(String(reflecting: key) == "(master key)")
    }
}
