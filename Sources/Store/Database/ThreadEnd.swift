// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Tells whoever waits that a thread has ended.
final class ThreadEnd: Sendable {
    private let stream = AsyncStream<Void>.makeStream()

    func signal() { stream.continuation.finish() }

    func wait() async { for await _ in stream.stream {} }
}
