// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct TwilioErrorPolicyTests {
    static let rows: [(action: SendAction, codes: [Int])] = [
        (.retry, [20500, 63009, 63010, 63012, 63023, 63029]),
        (.pauseAccount, [20429]),
        (.slowNumber, [21611, 30001, 63017, 63018]),
        (.uploadAgain, [63019, 63037]),
        (.switchToTemplate, [63016]),
        (.optOut, [21610]),
        (.restMarketing, [63049]),
        (.retryAfter(.seconds(3_600)), [63038]),
        (.stopCampaigns, [63026]),
        (
            .never,
            [
                63032, 63014, 63033, 21211, 21214, 21217, 21401, 21421, 21614, 63003, 63024, 21602, 21617, 21619, 63005, 63006, 63011, 63021, 63030,
                63031, 11751, 12300, 21620, 21623, 63025, 63034, 21609, 21608, 63015, 63062,
            ]
        ),
        (.pauseCampaign, [21654, 21655, 21656, 63027, 63028, 92005, 92006, 92007, 63040]),
        (.restTemplate, [63041, 63042]),
        (
            .stopAccount,
            [
                20003, 20006, 20008, 20403, 20404, 20005, 30002, 90010, 21212, 21603, 21606, 63002, 63007, 63008, 21701, 21702, 21703, 21704, 21705,
                63001, 63020, 63022, 63013, 63059,
            ]
        ),
    ]

    @Test("Each row of the table: code, action, and an answer of Twilio's with it", arguments: TwilioErrorPolicyTests.rows.flatMap { row in row.codes.map { ($0, row.action) } })
    func row(code: Int, action: SendAction) throws {
        let rule = try #require(ErrorPolicy.rule(for: code))
        #expect(rule.action == action && !rule.meaning.isEmpty)
        if !action.isRetry, action != .never { #expect(!rule.advice.isEmpty) }
        let answer: JSON = ["code": .integer(Int64(code)), "message": "why", "more_info": .string("https://www.twilio.com/docs/errors/\(code)"), "status": 400]
        let outcome = SendOutcome.decide(twilio: 400, body: answer.encoded())
        #expect(outcome == .refused(PlatformError(code: code, title: rule.meaning, message: "why", details: "why"), action))
    }

    @Test("The table has no code that is not tested, and none of Meta's")
    func whole() {
        #expect(Set(TwilioErrorPolicy.codes) == Set(Self.rows.flatMap(\.codes)))
        #expect(Set(TwilioErrorPolicy.codes).isDisjoint(with: ErrorPolicy.codes))
    }

    @Test("An accepted message is known by its SID; one that failed at once is refused")
    func accepted() {
        let answer: JSON = ["sid": "SM1", "status": "queued", "error_code": nil, "error_message": nil]
        #expect(SendOutcome.decide(twilio: 201, body: answer.encoded()) == .accepted(wamid: "SM1"))
        let failed: JSON = ["sid": "SM1", "status": "failed", "error_code": 63016, "error_message": "outside"]
        guard case .refused(let error, .switchToTemplate) = SendOutcome.decide(twilio: 201, body: failed.encoded()) else {
            Issue.record("it is not refused")
            return
        }
        #expect(error.code == 63016)
    }

    @Test("An answer that tells nothing is treated as one of Meta's would be")
    func silent() {
        #expect(SendOutcome.decide(twilio: 503, body: []) == .notSent(reason: "status 503 without an error code"))
        #expect(SendOutcome.decide(twilio: 502, body: Array("<html>".utf8)) == .uncertain(reason: "status 502 without an error code"))
        #expect(SendOutcome.decide(twilio: 201, body: Array("{}".utf8)) == .uncertain(reason: "status 201 without a message id"))
        guard case .refused(_, .stopAccount) = SendOutcome.decide(twilio: 404, body: []) else {
            Issue.record("a wrong address must stop the account")
            return
        }
    }
}
