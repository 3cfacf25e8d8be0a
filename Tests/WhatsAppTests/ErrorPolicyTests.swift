// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct ErrorPolicyTests {
    /// The table of section 8 of the facts, row by row.
    private static let rows: [(codes: [Int], action: SendAction)] = [
        ([1, 2, 131000, 131016, 133004], .retry),
        ([4, 80007], .pauseAccount),
        ([130429], .slowNumber),
        ([131056], .retryPairRate),
        ([131057, 2494100], .holdNumber),
        ([131053], .uploadAgain),
        ([131048], .stopCampaigns),
        ([131049], .restMarketing),
        ([131064], .stopCampaigns),
        ([130472], .never),
        ([131050], .optOut),
        ([131047], .switchToTemplate),
        ([131026], .never),
        ([130403], .never),
        ([131030], .never),
        ([131021, 131008, 131009, 100, 135000], .never),
        ([131051, 131052], .informPerson),
        ([132000, 132001, 132005, 132007, 132012, 132018], .pauseCampaign),
        ([132015], .restTemplate),
        ([132016], .retireTemplate),
        ([132068], .never),
        ([132069], .retryAfter(.seconds(3_600))),
        ([190, 0, 3, 10, 200, 250, 299, 131005], .stopAccount),
        ([368, 131031, 130497], .stopAccount),
        ([131042, 131045, 133010, 33], .stopAccount),
        ([131037], .stopAccount),
        ([131062], .askForPhone),
        ([131063], .never),
        ([131055, 134100, 134101, 134102], .retryAfter(.seconds(600))),
        ([137000], .verifyIdentity),
        // Beyond the facts: an unavailable message, and what is no answer of the Graph API.
        ([131060], .informPerson),
        ([PlatformError.unreadable], .stopAccount),
    ]

    @Test("Each documented code has its action", arguments: rows.map(\.codes))
    func action(codes: [Int]) {
        let action = Self.rows.first { $0.codes == codes }?.action
        for code in codes { #expect(ErrorPolicy.rule(for: code)?.action == action, "\(code)") }
    }

    @Test("A number that is not there, or that the token may not see, waits for somebody to see to it; a wrong parameter does not")
    func unseen() {
        let unseen = PlatformError(code: 100, subcode: 33, title: "Unsupported post request")
        #expect(ErrorPolicy.action(for: unseen, status: 400) == .stopAccount)
        #expect(unseen.meaning.contains("may not see it"))
        #expect(ErrorPolicy.action(for: PlatformError(code: 100, title: "Invalid parameter"), status: 400) == .never)
    }

    @Test("What happens next to a message of ours is said as it happens: a template rests only where it is paused or disabled")
    func words() {
        for action in [SendAction.informPerson, .pauseCampaign, .never] { #expect(action.next == "it is not sent again") }
        #expect(SendAction.uploadAgain.next == "it is sent once more in a moment")
        #expect(SendAction.restTemplate.next == "it is not sent again, and others with the template wait")
        #expect(SendAction.restMarketing.next.hasPrefix("the person gets no marketing"))
        #expect(SendAction.pauseAccount.next.hasPrefix("the number waits"))
    }

    @Test("What a person sent and did not get through is told by its code: another kind of message, a file to send again, a message to send again")
    func notices() {
        #expect(ErrorPolicy.rule(for: 131051)?.notice == .unreadable)
        #expect(ErrorPolicy.rule(for: 131052)?.notice == .fileLost)
        #expect(ErrorPolicy.rule(for: 131060)?.notice == .messageLost)
        #expect(ErrorPolicy.codes.filter { ErrorPolicy.rule(for: $0)?.notice != nil } == [131051, 131052, 131060])
    }

    @Test("No code has a rule that is in no row")
    func complete() {
        let known = Set(Self.rows.flatMap(\.codes))
        #expect(ErrorPolicy.codes.filter { !known.contains($0) } == [])
    }

    @Test("Every rule says what the code means, and what to do where nothing happens by itself")
    func texts() {
        for code in ErrorPolicy.codes {
            guard let rule = ErrorPolicy.rule(for: code) else { continue }
            #expect(!rule.meaning.isEmpty, "\(code)")
            switch rule.action {
            case .stopAccount, .stopCampaigns, .pauseCampaign, .restTemplate, .retireTemplate: #expect(!rule.advice.isEmpty, "\(code)")
            case .informPerson: #expect(rule.notice != nil, "\(code)")
            default: break
            }
        }
        #expect(ErrorPolicy.rule(for: 199) == nil)
        #expect(ErrorPolicy.rule(for: 300) == nil)
    }

    @Test("An unknown code is retried only where the server failed")
    func unknownCode() {
        let error = PlatformError(code: 999_999)
        #expect(ErrorPolicy.action(for: error, status: 500) == .retry)
        #expect(ErrorPolicy.action(for: error, status: 429) == .retry)
        #expect(ErrorPolicy.action(for: error, status: 400) == .never)
        #expect(ErrorPolicy.action(for: error, status: 401) == .stopAccount)
    }

    @Test("The pair rate waits 4^X seconds")
    func pairRate() {
        let seconds = (0...5).map { SendAction.retryPairRate.delay(attempt: $0, fraction: 0.7) }
        #expect(seconds == [1, 4, 16, 64, 256, 1_024].map { .seconds($0) })
        #expect(SendAction.retryPairRate.delay(attempt: 1_000, fraction: 0) == .seconds(4_096))
    }

    @Test("Retries wait longer each time, up to five minutes, spread over half of it")
    func backoff() throws {
        var last = Duration.zero
        for attempt in 0..<100 {
            let least = try #require(SendAction.retry.delay(attempt: attempt, fraction: 0))
            let most = try #require(SendAction.retry.delay(attempt: attempt, fraction: 1))
            #expect(least >= last && most == least * 2 && most <= .seconds(300))
            last = least
        }
        #expect(SendAction.retry.delay(attempt: -5, fraction: 7) == .seconds(1))
    }

    @Test("What is final has no delay, what is retried has one")
    func delays() {
        let all: [SendAction] = [
            .retry, .retryPairRate, .slowNumber, .holdNumber, .pauseAccount, .retryAfter(.seconds(1)), .restMarketing, .uploadAgain,
            .switchToTemplate,
            .askForPhone, .verifyIdentity, .never, .optOut, .informPerson, .pauseCampaign, .restTemplate, .retireTemplate, .stopCampaigns,
            .stopAccount,
        ]
        for action in all { #expect((action.delay(attempt: 0, fraction: 0.5) != nil) == action.isRetry) }
        #expect(SendAction.uploadAgain.delay(attempt: 1, fraction: 0) == nil)
    }
}
