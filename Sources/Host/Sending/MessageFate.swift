// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// What becomes of a message that the platform refused, in its answer or in a status after it.
enum MessageFate: Hashable, Sendable {
    /// It is sent again after so long: itself, or the template declared with it where its window is closed by then.
    case again(after: Duration)
    /// It is not sent again; with what to say of that where the action's own words do not do.
    case over(next: String?)

    var isOver: Bool { if case .over = self { true } else { false } }

    /// How long a message that never left is tried again: after a day the window for free text is closed.
    static let longestTrying = Duration.seconds(86_400)

    /// - Parameters:
    ///   - attempts: How often it was sent, this one counted.
    ///   - age: How long ago it was made.
    ///   - hasFallback: Whether a template is declared with it that has not been sent.
    ///   - wait: How long the action has it wait; nil where it does not name a time.
    static func decide(
        _ action: SendAction, attempts: Int, age: Duration, mostAttempts: Int, hasFallback: Bool, wait: Duration?
    ) -> MessageFate {
        // Nothing of the account gets through, this as little as the next: it waits until somebody has seen to it.
        let isPatient = action == .stopAccount && age < longestTrying
        let wait = action == .switchToTemplate && hasFallback ? .zero : wait
        guard let wait else { return .over(next: nil) }
        guard isPatient || attempts < mostAttempts else { return .over(next: "it was tried \(attempts) times and is not sent again") }
        return .again(after: wait)
    }
}

extension SendAction {
    /// How long the message, or whatever the refusal concerns, waits: an account that is stopped is tried again like one that pauses.
    /// - Parameters:
    ///   - attempts: How often the message was sent, this time counted.
    ///   - uploads: How often its files were refused before: they are uploaded again once, whatever else it was tried again for.
    func wait(attempts: Int, uploads: Int, fraction: Double) -> Duration? {
        switch self {
        case .uploadAgain: delay(attempt: uploads, fraction: fraction)
        case .stopAccount: SendAction.pauseAccount.delay(attempt: attempts - 1, fraction: fraction)
        default: delay(attempt: attempts - 1, fraction: fraction)
        }
    }
}
