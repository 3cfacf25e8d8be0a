// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Store

/// What of an outgoing message may be sent now: itself, or the template declared with it.
enum OutgoingContent: Hashable {
    case itself
    /// The window is closed, so the template goes in its place.
    case fallback(JSON)
    /// The window is closed, and the template of an earlier message of the turn speaks for this one.
    case covered
    /// The window is closed, and there is no template.
    case refused(String)

    /// - Parameter window: The person's window on the number; nil where they have never written to it.
    static func decide(
        _ message: OutgoingMessage, window: ServiceWindow?, at now: Timestamp, civil: CivilTime
    ) -> OutgoingContent {
        if isTemplate(message.content) || window?.isOpen(at: now) == true { return .itself }
        if let fallback = message.fallback, fallback["type"]?.text == coveredType { return .covered }
        if let fallback = message.fallback { return .fallback(fallback) }
        return .refused(reason(window, civil))
    }

    private static let coveredType = "covered"

    /// The fallback of a message for which the template of another one of its turn stands.
    static func covered(by id: OutgoingID) -> JSON { ["type": .string(coveredType), "by": .string(id.text)] }

    /// Why a covered message is not sent, which is nobody's mistake.
    static let coveredReason =
        "the 24-hour window of this person is closed, and the template that the flow declares went in place of the turn's messages"

    static func isTemplate(_ content: JSON) -> Bool { content["type"]?.text == "template" }

    private static func reason(_ window: ServiceWindow?, _ civil: CivilTime) -> String {
        let way = "; use chat:send_template"
        guard let window else {
            return "the 24-hour window of this person is closed: nothing of theirs to this number is known, so only a template may be "
                + "sent (131047)" + way
        }
        return "the 24-hour window of this person closed at \(words(window.closesAt, civil)), 24 hours after they last wrote, so only a template may be sent (131047)"
            + way
    }

    /// Why marketing is not sent to somebody who wants none.
    static func noMarketing(since time: Timestamp, _ civil: CivilTime) -> String {
        "this person wants no marketing since \(words(time, civil)): replies and notifications are sent to them, campaigns and marketing "
            + "templates are not, until they write START or choose otherwise in WhatsApp"
    }

    private static func words(_ time: Timestamp, _ civil: CivilTime) -> String {
        let (moment, _) = civil.moment(at: time)
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return "\(moment.year)-\(two(moment.month))-\(two(moment.day)) \(two(moment.hour)):\(two(moment.minute))"
    }
}
