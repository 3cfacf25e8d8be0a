// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What the shell does on behalf of ``SimulatedPlatform``.
package enum PlatformAction: Hashable, Sendable {
    /// Posts a webhook to the host once `after` has passed.
    case deliverWebhook(SimulatedWebhook, after: Duration)
    /// Tells the pages.
    case show(PageEvent)
}
