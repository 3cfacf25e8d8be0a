// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct SendOutcomeTests {
    @Test("An accepted message has its id")
    func accepted() throws {
        #expect(
            try SendOutcome.decide(status: 200, body: Fixture.bytes("answer.accepted"))
                == .accepted(wamid: "wamid.HBgMMjAxMDAxMjM0NTY3FQIAERgSODFCRUVENUFBNUM4MUM5ODc1AA=="))
    }

    @Test("A Graph error is read whole and decided by its code")
    func refused() throws {
        guard
            case .refused(let error, let action) = try SendOutcome.decide(
                status: 400, body: Fixture.bytes("answer.pair_rate"))
        else {
            Issue.record("not refused")
            return
        }
        #expect(error.code == 131056)
        #expect(error.details?.hasPrefix("Message failed to send because there were too many") == true)
        #expect(error.trace == "A_FCnA0Xfb7lOZ0cGQ1Qm8W")
        #expect(action == .retryPairRate)
        guard
            case .refused(let token, .stopAccount) = try SendOutcome.decide(
                status: 401, body: Fixture.bytes("answer.token"))
        else {
            Issue.record("not refused")
            return
        }
        #expect(token.subcode == 463)
    }

    @Test("A code decides also where the status is 200 or 500")
    func codeFirst() {
        let body = Array(#"{"error":{"code":131047,"message":"x"}}"#.utf8)
        for status in [200, 400, 500, 503] {
            #expect(
                SendOutcome.decide(status: status, body: body)
                    == .refused(PlatformError(code: 131047, message: "x"), .switchToTemplate))
        }
    }

    @Test("Without an error code, 429 and 503 were not taken, and other failures of a server leave it open")
    func withoutCode() {
        for body in ["", "<html>Bad gateway</html>", "{}", #"{"error":{}}"#, #"{"error":"down"}"#, "[1]"] {
            let bytes = Array(body.utf8)
            for status in [429, 503] {
                guard case .notSent = SendOutcome.decide(status: status, body: bytes) else {
                    Issue.record("\(status) \(body)")
                    continue
                }
            }
            for status in [200, 204, 408, 500, 502, 504, 599] {
                guard case .uncertain = SendOutcome.decide(status: status, body: bytes) else {
                    Issue.record("\(status) \(body)")
                    continue
                }
            }
            for status in [400, 413] {
                guard case .refused(_, .never) = SendOutcome.decide(status: status, body: bytes) else {
                    Issue.record("\(status) \(body)")
                    continue
                }
            }
            for status in [301, 401, 403, 404] {
                guard case .refused(let error, .stopAccount) = SendOutcome.decide(status: status, body: bytes) else {
                    Issue.record("\(status) \(body)")
                    continue
                }
                #expect(error.code == PlatformError.unreadable)
            }
        }
    }

    @Test("A request that never left is safe to repeat, one that may have arrived is not")
    func failures() {
        #expect(SendOutcome.decide(.beforeRequest("no route")) == .notSent(reason: "no route"))
        #expect(SendOutcome.decide(.afterRequest("time-out")) == .uncertain(reason: "time-out"))
    }

    @Test("An error prints as one line and comes back from the store")
    func error() {
        let error = PlatformError(
            code: 131047, subcode: 5, title: "Re-engagement message", message: "m", details: "24 hours", trace: "t")
        #expect(error.description == "131047 Re-engagement message: 24 hours")
        #expect(PlatformError(code: 131047).description == "131047 The 24-hour window is closed")
        #expect(PlatformError(code: 7).description == "7 an error without a name")
        #expect(PlatformError(error.json) == error)
    }
}
