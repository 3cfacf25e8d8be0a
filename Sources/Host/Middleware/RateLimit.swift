// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Store
internal import Synchronization
internal import WhatsApp

/// Keeps what somebody writes too fast, or over and over, from running: it is stored, and the person is told, once.
struct RateLimit: Middleware {
    private let limiter: Limiter
    private let perMinute: Int
    private let mute: Duration

    /// A box: a mutex cannot be copied, and links of the chain can.
    private final class Limiter: Sendable {
        let state: Mutex<InboundLimiter>
        init(_ rules: InboundLimiter.Rules) { state = Mutex(InboundLimiter(rules)) }
    }

    /// Nil where people may write as fast as they like.
    init?(_ limits: Configuration.Limits) {
        guard let perMinute = limits.inboundPerMinute else { return nil }
        limiter = Limiter(
            InboundLimiter.Rules(perMinute: perMinute, burst: limits.inboundBurst, repeats: limits.repeats, mute: limits.mute))
        self.perMinute = perMinute
        mute = limits.mute
    }

    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        let texts = HostTexts.of(message.language)
        switch judge(message) {
        case .passes: return try next(message)
        case .limited(let tells):
            return .refuse(reason: "more than \(perMinute) messages a minute", reply: tells ? texts.tooFast : nil, offence: nil)
        case .silent: return .refuse(reason: "muted", reply: nil, offence: nil)
        case .muted(let offence, let tells):
            let minutes = mute.milliseconds / 60_000
            let what =
                offence == .flood ? "writes far more than \(perMinute) messages a minute" : "writes the same text again and again"
            return .refuse(
                reason: "muted for \(offence.rawValue)", reply: tells ? texts.tooFast : nil,
                offence: Disposition.Offence(
                    kind: "security.\(offence.rawValue)", summary: "a contact \(what) and is not listened to for \(minutes) minutes"))
        }
    }

    /// Each text counts, whether or not it is taken together with others. What does not pass has its own turn.
    func joins(_ message: IncomingMessage) -> Bool { judge(message) == .passes }

    private func judge(_ message: IncomingMessage) -> InboundLimiter.Verdict {
        let type = message.content["type"]?.text ?? ""
        let text = type == "text" ? message.text.map(NormalizedText.of) : nil
        return limiter.state.withLock { $0.judge(message.contact.id, message: message.id, text: text, isFile: Self.isFile(type), at: message.sentAt) }
    }

    private static func isFile(_ type: String) -> Bool { MediaKind(rawValue: type) != nil }
}
