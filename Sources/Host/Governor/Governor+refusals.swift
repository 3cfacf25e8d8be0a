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
        var error: PlatformError
        var action: SendAction
        /// How long whatever it concerns waits.
        var wait: Duration
    }

    /// How long a template that is paused for the first time stays so. Source: Meta, "Template pausing".
    private static let firstPause = Duration.seconds(3 * 3_600)
    /// How long campaigns rest after the platform restricted a number.
    private static let campaignRest = Duration.seconds(86_400)

    /// Draws the conclusions for everything else that the refusal concerns. The message itself is the sender's business.
    /// - Returns: Whether that stops something that went on before: an admin should see it.
    @discardableResult
    mutating func learn(_ refusal: Refusal, at now: Timestamp) -> Bool {
        let number = refusal.number
        let reason = "\(refusal.error.meaning) (\(refusal.error.code))"
        switch refusal.action {
        case .slowNumber: slow(number, at: now)
        case .holdNumber, .pauseAccount, .stopAccount:
            let isNews = !isHeld(number, at: now)
            hold(number, until: now + refusal.wait, reason: reason)
            return isNews
        case .retryPairRate: hold(refusal.contact, of: number, until: now + refusal.wait)
        case .stopCampaigns:
            let isNews = !hasCampaignsHeld(number, at: now)
            holdCampaigns(of: number, until: now + Self.campaignRest, reason: reason)
            return isNews
        case .pauseCampaign:
            guard let template = refusal.template else { break }
            if refusal.error.code == 132_015 { learn(.paused(until: now + Self.firstPause), of: template) }
            if refusal.error.code == 132_016 { learn(.disabled, of: template) }
        default: break
        }
        return false
    }
}
