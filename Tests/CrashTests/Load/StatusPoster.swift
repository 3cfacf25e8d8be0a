// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization

/// Tells the host by webhook that its messages were sent, many in one as Meta does.
final class StatusPoster: Sendable {
    private let postman: Postman
    private let ledger: Ledger
    private let waiting = Mutex<[Acceptance]>([])
    private let wake = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    private static let most = 100

    init(postman: Postman, ledger: Ledger) {
        self.postman = postman
        self.ledger = ledger
    }

    func add(_ acceptance: Acceptance) {
        waiting.withLock { $0.append(acceptance) }
        wake.continuation.yield()
    }

    /// Delivers until ``finish()``, and then what is left.
    func run() async {
        for await _ in wake.stream { await deliver() }
        await deliver()
    }

    func finish() { wake.continuation.finish() }

    private func deliver() async {
        while true {
            let batch = waiting.withLock { waiting -> [Acceptance] in
                defer { waiting.removeFirst(min(Self.most, waiting.count)) }
                return Array(waiting.prefix(Self.most))
            }
            guard !batch.isEmpty else { return }
            let body = WebhookBody.statuses(batch, at: Int64(Date().timeIntervalSince1970))
            guard await postman.deliver(body) else { return }
            ledger.statusesKnown(batch)
        }
    }
}
