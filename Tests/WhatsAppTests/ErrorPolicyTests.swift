// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct ErrorPolicyTests {
    @Test("Each documented code has its action")
    func actions() {
        let expected: [(SendAction, [Int])] = [
            (.retry, [1, 2, 131000, 131016, 133004]),
            (.pauseAccount, [4, 80007]),
            (.slowNumber, [130429]),
            (.retryPairRate, [131056]),
            (.holdNumber, [131057, 2494100]),
            (.uploadAgain, [131053]),
            (.stopCampaigns, [131048, 131064]),
            (.retryAfter(.seconds(86_400)), [131049]),
            (.optOut, [131050]),
            (.switchToTemplate, [131047]),
            (.askForPhone, [131062]),
            (.verifyIdentity, [137000]),
            (.informPerson, [131051, 131052]),
            (.never, [130472, 131026, 130403, 131030, 131021, 131008, 131009, 100, 135000]),
            (.pauseCampaign, [132000, 132001, 132005, 132007, 132012, 132018, 132015, 132016]),
            (
                .stopAccount,
                [190, 0, 3, 10, 200, 250, 299, 131005, 368, 131031, 130497, 131042, 131045, 133010, 33, 131037]
            ),
        ]
        for (action, codes) in expected {
            for code in codes { #expect(ErrorPolicy.rule(for: code)?.action == action, "\(code)") }
        }
    }

    @Test("Every rule says what the code means, and what to do where nothing happens by itself")
    func texts() {
        for code in ErrorPolicy.codes {
            guard let rule = ErrorPolicy.rule(for: code) else { continue }
            #expect(!rule.meaning.isEmpty, "\(code)")
            switch rule.action {
            case .stopAccount, .stopCampaigns, .pauseCampaign: #expect(!rule.advice.isEmpty, "\(code)")
            case .informPerson: #expect(rule.reply != nil, "\(code)")
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
            .retry, .retryPairRate, .slowNumber, .holdNumber, .pauseAccount, .retryAfter(.seconds(1)), .uploadAgain,
            .switchToTemplate,
            .askForPhone, .verifyIdentity, .never, .optOut, .informPerson, .pauseCampaign, .stopCampaigns, .stopAccount,
        ]
        for action in all { #expect((action.delay(attempt: 0, fraction: 0.5) != nil) == action.isRetry) }
        #expect(SendAction.uploadAgain.delay(attempt: 1, fraction: 0) == nil)
    }
}
