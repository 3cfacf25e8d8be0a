// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What Meta thinks of a template, where that keeps it from being sent.
///
/// Its status and its quality are told apart from each other, and neither takes back the other: a template that is paused
/// stays so when its quality is told.
/// Source: Meta, webhooks `message_template_status_update` and `message_template_quality_update`; errors 132015 and 132016.
package enum TemplateStanding: Hashable, Sendable {
    /// Paused for low quality, until a time where Meta told one.
    case paused(until: Timestamp?)
    /// Not to be sent any more, and why: "is deleted".
    case disabled(String)
    /// Of low quality: it is about to be paused, so campaigns leave it alone.
    case lowQuality
}
