// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

extension Governor {
    /// A message that the platform refused, in its answer or in a status; or what it says of a number without any message.
    struct Refusal: Sendable {
        var number: String
        /// Nil where there is no message.
        var contact: ContactID?
        /// The template, where it was one.
        var template: TemplateKey?
        var error: PlatformError
        var action: SendAction
        /// How long whatever it concerns waits.
        var wait: Duration
    }

    /// Whether the refusal stops something that goes on as yet: an admin should see it.
    func isNews(_ refusal: Refusal, at now: Timestamp) -> Bool {
        switch refusal.action {
        case .holdNumber, .pauseAccount, .stopAccount: !isHeld(refusal.number, at: now)
        case .stopCampaigns: !hasCampaignsHeld(refusal.number, at: now)
        default: false
        }
    }

    /// Draws the conclusions for everything else that the refusal concerns. The message itself is the sender's business.
    /// - Returns: Whether it was news.
    @discardableResult
    mutating func learn(_ refusal: Refusal, at now: Timestamp) -> Bool {
        let isNews = isNews(refusal, at: now)
        let number = refusal.number
        let reason = "\(refusal.error.meaning) (\(refusal.error.code))"
        switch refusal.action {
        case .slowNumber: slow(number, at: now)
        case .holdNumber, .pauseAccount, .stopAccount:
            for concerned in numbers(ErrorPolicy.reach(of: refusal.error, refusal.action), of: number) {
                hold(concerned, until: now + refusal.wait, reason: reason)
            }
        case .retryPairRate: if let contact = refusal.contact { hold(contact, of: number, until: now + refusal.wait) }
        default:
            if let value = refusal.lasting(at: now), let notice = LimitNotice(field: LimitNotice.refusal, value) { learn(notice, of: number) }
        }
        return isNews
    }
}

extension Governor.Refusal {
    /// How long a template that is paused for the first time stays so. Source: Meta, "Template pausing".
    private static let firstPause = Duration.seconds(3 * 3_600)
    /// How long campaigns rest after the platform restricted a number.
    private static let campaignRest = Duration.seconds(86_400)

    /// What of it has to be known after a restart, as ``LimitNotice`` reads it: with an end, where it has one.
    func lasting(at now: Timestamp) -> JSON? {
        var value: JSONObject = ["code": .integer(Int64(error.code))]
        switch action {
        case .stopCampaigns:
            value["until"] = .integer((now + Self.campaignRest).milliseconds)
            value["reason"] = .string("\(error.meaning) (\(error.code))")
            return .object(value)
        case .restTemplate: value["until"] = .integer((now + Self.firstPause).milliseconds)
        case .retireTemplate: value["reason"] = .string("is disabled for low quality (\(error.code))")
        default: return nil
        }
        guard let template else { return nil }
        value["template"] = .string(template.name)
        value["language"] = template.language.map { .string($0) }
        return .object(value)
    }

    /// Keeps what has to be known after a restart.
    func store(at now: Timestamp, in connection: any Connection) throws {
        guard let value = lasting(at: now), let notice = LimitNotice(field: LimitNotice.refusal, value) else { return }
        try LimitRepository.learn(notice.subject, of: number, field: LimitNotice.refusal, value: value, in: connection)
    }

    /// More than one message stands still: an admin should see it.
    /// - Parameter name: What the configuration calls the number.
    func incident(id: String, number name: String, at now: Timestamp) -> Incident {
        let (kind, level): (String, Incident.Level) =
            switch action {
            case .stopAccount: ("account.stopped", .error)
            case .stopCampaigns: ("campaigns.stopped", .error)
            default: ("number.held", .warning)
            }
        return Incident(
            id: id, level: level, kind: kind, plugin: nil, summary: "number \(name): " + error.explained(action),
            details: error.details(beside: ["number": .string(number)], action), createdAt: now)
    }
}
