// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What to do about a message that Meta refused.
package enum SendAction: Hashable, Sendable {
    /// Send it again, later each time; count it for the circuit breaker.
    case retry
    /// The pair of our number and this person is throttled: only messages to this person wait, 4^X seconds.
    case retryPairRate
    /// The number sends too fast: slow all of it down and send this again.
    case slowNumber
    /// The number is in maintenance: everything it sends waits a few minutes.
    case holdNumber
    /// The app or the account made too many calls: everything of its numbers waits. See ``ErrorPolicy/reach(of:_:)``.
    case pauseAccount
    /// Only this message waits, at least so long.
    case retryAfter(Duration)
    /// The person has had enough marketing: they get none for a day, longer each time, and then this is sent again.
    case restMarketing
    /// The platform could not take the file: send the message once more.
    case uploadAgain
    /// The 24-hour window is closed: only a template may be sent.
    case switchToTemplate
    /// This kind of message needs the person's phone number, which somebody has to ask for.
    case askForPhone
    /// The person's identity may have changed: somebody has to verify it. Not sent again by itself.
    case verifyIdentity
    /// It can never be sent. Keep the error.
    case never
    /// The person wants no marketing: remember it, and never send this.
    case optOut
    /// A message of the person's could not be taken. Where it comes in, the person is told what the rule's notice says; one of ours that is refused so
    /// is not sent again.
    case informPerson
    /// Something is wrong with the template or its values: this is not sent again.
    case pauseCampaign
    /// The template is paused: this is not sent again, and others with the template wait until the pause is over.
    case restTemplate
    /// The template is disabled: neither this nor another message with it is sent.
    case retireTemplate
    /// Stop every campaign of the number and alert the operator; replies go on.
    case stopCampaigns
    /// Nothing of this account will get through: open its breaker and page the operator. The message waits.
    case stopAccount
}

extension SendAction {
    /// Whether the same message may be sent again by itself, after a while.
    package var isRetry: Bool {
        switch self {
        case .retry, .retryPairRate, .slowNumber, .holdNumber, .pauseAccount, .retryAfter, .restMarketing, .uploadAgain: true
        default: false
        }
    }

    /// Whether what was refused may succeed later: by itself, or once somebody has seen to the account.
    package var mayPass: Bool { isRetry || self == .stopAccount || self == .stopCampaigns }

    /// How long to wait before the next attempt.
    ///
    /// - Parameters:
    ///   - attempt: how often the message was refused before, for ``uploadAgain`` how often its files were: 0 after the first refusal.
    ///   - fraction: a random number from 0 up to 1 that spreads the retries; the pair rate is not
    ///     spread, because Meta names its steps: 4^X seconds.
    /// - Returns: nil where it is not to be sent again by itself.
    package func delay(attempt: Int, fraction: Double) -> Duration? {
        let attempt = max(0, attempt), fraction = min(max(0, fraction), 1)
        /// Doubles from `first` up to `most`, in the upper half of it at random.
        func doubled(from first: Int64, to most: Int64) -> Duration {
            let most = min(most, first << Int64(min(attempt, 20)))
            return .milliseconds(most / 2 + Int64(Double(most / 2) * fraction))
        }
        switch self {
        case .retry: return doubled(from: 1_000, to: 300_000)
        case .slowNumber: return doubled(from: 2_000, to: 60_000)
        case .pauseAccount: return doubled(from: 60_000, to: 900_000)
        case .uploadAgain: return attempt == 0 ? .seconds(1) : nil
        case .retryPairRate: return .seconds(1 << (2 * min(attempt, 6)))
        case .holdNumber: return .milliseconds(60_000 + Int64(240_000 * fraction))
        case .retryAfter(let duration): return duration
        // Whoever remembers it of the person knows better.
        case .restMarketing: return .seconds(86_400)
        default: return nil
        }
    }
}
