// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization
internal import WhatsApp

/// What has come of requests to send, by number and outcome, since the host started.
final class SendCounters: Sendable {
    struct Key: Hashable {
        var number: String
        var outcome: String
    }

    private let counts = Mutex<[Key: Int64]>([:])

    var all: [Key: Int64] { counts.withLock(\.self) }

    func count(_ outcome: SendOutcome, of number: String) {
        let name = switch outcome {
        case .accepted: "accepted"
        case .refused: "refused"
        case .notSent: "not_sent"
        case .uncertain: "uncertain"
        }
        counts.withLock { $0[Key(number: number, outcome: name), default: 0] += 1 }
    }
}
