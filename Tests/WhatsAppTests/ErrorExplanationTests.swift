// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing
import WhatsApp

@Suite("What is said of an error")
struct ErrorExplanationTests {
    @Test("has code, meaning and what happens next, for every code of the table", arguments: ErrorPolicy.codes)
    func complete(code: Int) throws {
        let error = PlatformError(code: code, details: "some details")
        let action = ErrorPolicy.action(for: error, status: 400)
        let text = error.explained(action)
        #expect(text.contains("\(code)") && text.contains("some details"))
        #expect(text.contains(try #require(ErrorPolicy.rule(for: code)).meaning))
        #expect(text.contains(action.next))
        let details = error.details(beside: ["outgoing": "1"], action)
        #expect(details["code"]?.int == Int64(code) && details["outgoing"] == "1")
        #expect(details["meaning"]?.text?.isEmpty == false && details["next"]?.text == action.next)
    }

    @Test("that is not in the table says so")
    func unknown() {
        let error = PlatformError(code: 999_999, title: "Strange")
        #expect(error.explained(.never) == "999999 Strange. An error that is not in our table: it is not sent again.")
    }
}
