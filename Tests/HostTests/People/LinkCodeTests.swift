// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@testable import Host

@Suite("A one-time code")
struct LinkCodeTests {
    @Test("is read as people write it, in both languages and all digits", arguments: [
        ("12345678", "12345678", false), ("1234 5678", "12345678", false), ("1234-5678", "12345678", false), ("code 1234 5678", "12345678", true),
        ("Code: 12345678", "12345678", true), ("CODE 1234-5678.", "12345678", true), ("my code 12345678", "12345678", true),
        ("الرمز ١٢٣٤ ٥٦٧٨", "12345678", true), ("كود ۱۲۳۴۵۶۷۸", "12345678", true), ("١٢٣٤٥٦٧٨", "12345678", false), ("code 123", "123", true),
    ])
    func reads(_ text: String, _ digits: String, _ isExplicit: Bool) {
        let code = LinkCode(["type": "text", "text": .string(text)])
        #expect(code?.digits == digits && code?.isExplicit == isExplicit)
    }

    @Test("is not read in anything else", arguments: [
        "1234567", "123456789", "code", "code red", "room 12345678", "12345678 please", "1234 abcd", "call 20 1001234567", "", "½½½½½½½½",
    ])
    func others(_ text: String) {
        #expect(LinkCode(["type": "text", "text": .string(text)]) == nil)
    }

    @Test("is not read in a group, nor in what is no text")
    func groups() {
        #expect(LinkCode(["type": "text", "text": "12345678", "group_id": "g"]) == nil)
        #expect(LinkCode(["type": "image", "text": "12345678"]) == nil)
    }

    @Test("five wrong ones an hour lock a contact, fifty lock all, and an hour later both may try again")
    func guards() {
        let start = Timestamp(milliseconds: 1_000_000)
        var guesses = CodeGuard(own: nil, all: nil, at: start)
        for count in 1...5 { #expect(guesses.countWrong() == (count == 5)) }
        #expect(guesses.isLocked)
        #expect(CodeGuard(own: guesses.own, all: nil, at: start + .seconds(3_599)).isLocked)
        #expect(!CodeGuard(own: guesses.own, all: nil, at: start + .seconds(3_600)).isLocked)
        #expect(CodeGuard(own: nil, all: .init(wrong: 50, since: start), at: start).isLocked)
        #expect(!CodeGuard(own: nil, all: .init(wrong: 49, since: start), at: start).isLocked)
        // A clock that was set back.
        #expect(!CodeGuard(own: .init(wrong: 9, since: start), all: nil, at: start + .seconds(-60)).isLocked)
    }
}
