// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

extension Governor {
    /// A message that the platform refused, in its answer or in a status.
    struct Refusal: Sendable {
        var number: String
        var contact: ContactID
        /// The template's name, where it was one.
        var template: String?
        var code: Int
        var action: SendAction
        /// What it is, in words.
        var meaning: String
        /// How long whatever it concerns waits.
        var wait: Duration
    }

    /// How long a template that is paused for the first time stays so. Source: Meta, "Template pausing".
    private static let firstPause = Duration.seconds(3 * 3_600)
    /// How long campaigns rest after the platform restricted a number.
    private static let campaignRest = Duration.seconds(86_400)

    /// Draws the conclusions for everything else that the refusal concerns. The message itself is the sender's business.
    /// - Returns: What is remembered of the person from now on, where that has to be stored.
    mutating func learn(_ refusal: Refusal, at now: Timestamp) -> MarketingMemory.Entry? {
        switch refusal.action {
        case .slowNumber: slow(refusal.number, at: now)
        case .holdNumber, .pauseAccount, .stopAccount:
            hold(refusal.number, until: now + refusal.wait, reason: "\(refusal.meaning) (\(refusal.code))")
        case .retryPairRate: hold(refusal.contact, of: refusal.number, until: now + refusal.wait)
        case .stopCampaigns:
            holdCampaigns(of: refusal.number, until: now + Self.campaignRest, reason: "\(refusal.meaning) (\(refusal.code))")
        case .pauseCampaign:
            guard let template = refusal.template else { break }
            if refusal.code == 132_015 { learn(.paused(until: now + Self.firstPause), of: template) }
            if refusal.code == 132_016 { learn(.disabled, of: template) }
        default: break
        }
        guard refusal.code == 131_049 else { return nil }
        let entry = MarketingMemory.Entry.after(marketing(of: refusal.contact), at: now)
        remember(entry, of: refusal.contact)
        return entry
    }
}
