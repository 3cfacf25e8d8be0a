// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Says whether a person hears of something now, or has heard of it a moment ago: what they send together is answered once.
///
/// No clock: the time is that at which a message was sent. Nothing of it is stored: a restart begins anew.
struct NoticePause: Sendable {
    private struct Told {
        var message: UpdateID
        var at: Timestamp
    }

    private let pause: Duration
    private var told: [ContactID: Told] = [:]
    private var sweptAt = 1_024

    init(_ pause: Duration) { self.pause = pause }

    /// Whether to tell. A message that is worked off again, because the store was not well, gets the answer that it had.
    mutating func tells(_ contact: ContactID, of message: UpdateID, at time: Timestamp) -> Bool {
        if let last = told[contact] {
            if last.message == message { return true }
            // They may arrive in any order.
            if time - last.at < pause, last.at - time < pause { return false }
        }
        if told.count >= sweptAt {
            told = told.filter { time - $0.value.at < pause }
            sweptAt = max(1_024, told.count * 2)
        }
        told[contact] = Told(message: message, at: time)
        return true
    }
}
