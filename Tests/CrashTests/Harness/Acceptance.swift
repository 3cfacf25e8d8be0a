// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A message that the stand-in took, once for each request that brought it.
struct Acceptance: Sendable {
    /// Our own id of it, from `biz_opaque_callback_data`.
    var outgoing: String
    var wamid: String
    var to: String
    var text: String
    /// Which of the host's lives sent it; the first is 1.
    var life: Int
    var arrived: ContinuousClock.Instant
    /// When the answer went out, if it has; the host may have been gone by then.
    var answered: ContinuousClock.Instant?
}
