// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// When a webhook that the host did not answer with 200 is tried again.
///
/// Meta tries "immediately, then with decreasing frequency over the next 7 days"; the steps in
/// between are not documented, so these double.
package struct WebhookRetry: Hashable, Sendable {
    /// The wait before the third attempt; the second follows at once.
    package var first = Duration.seconds(1)
    package var longest = Duration.seconds(3_600)
    /// After the first attempt; then the webhook is dropped.
    package var lifetime = Duration.seconds(7 * 86_400)

    package init() {}

    /// The wait after so many failed attempts.
    func wait(after attempts: Int) -> Duration {
        guard attempts > 1 else { return .zero }
        return min(first * Double(1 << min(attempts - 2, 40)), longest)
    }
}
