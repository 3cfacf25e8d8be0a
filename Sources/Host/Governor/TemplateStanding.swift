// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import WhatsApp

/// What Meta thinks of a template, where that keeps it from being sent.
///
/// Its status and its quality are told apart from each other, and neither takes back the other: a template that is paused
/// stays so when its quality is told.
/// Source: Meta, webhooks `message_template_status_update` and `message_template_quality_update`; errors 132015 and 132016.
package enum TemplateStanding: Hashable, Sendable {
    /// Not to be sent as yet, and why: "is in review".
    case waiting(String)
    /// Paused for low quality, until a time where Meta told one.
    case paused(until: Timestamp?)
    /// Not to be sent any more, and why: "is deleted".
    case disabled(String)
    /// Of low quality: it is about to be paused, so campaigns leave it alone.
    case lowQuality
}

extension TemplateStatus {
    /// How the governor sees it; nil: nothing is wrong with it.
    ///
    /// A template "must have a status of APPROVED before it can be sent"; "if its status changes to any other value, it cannot be sent" (Meta,
    /// "Templates"). Messages wait where the status passes by itself: a review and an appeal take a day at most ("Template review"), a pause
    /// hours, and what Meta tells of a lock is a pause ("Your WhatsApp message template has been unpaused"). They are refused where it needs
    /// somebody who does something. A flagged one is still sent. What is not known is left to Meta.
    var standing: TemplateStanding? {
        switch self {
        case .approved, .unknown: nil
        case .flagged: .lowQuality
        case .paused: .paused(until: nil)
        case .pending: .waiting("is in review by Meta")
        case .inAppeal: .waiting("is being appealed for")
        case .locked: .waiting("is locked by Meta")
        case .limitExceeded: .disabled("is one more than its account may have")
        case .disabled: .disabled("is disabled by Meta")
        case .pendingDeletion: .disabled("is about to be deleted")
        case .deleted: .disabled("is deleted")
        case .rejected: .disabled("is rejected")
        case .archived: .disabled("is archived")
        }
    }
}
