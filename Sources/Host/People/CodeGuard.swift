// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// Decides whether another code may be tried, by how many were wrong lately.
struct CodeGuard {
    static let most = 5
    static let mostOfAll = 50
    static let period = Duration.seconds(3_600)

    /// Nil where there were none within the period.
    private(set) var own: LinkCodeRepository.Guesses?
    private(set) var all: LinkCodeRepository.Guesses?
    private let now: Timestamp

    init(own: LinkCodeRepository.Guesses?, all: LinkCodeRepository.Guesses?, at now: Timestamp) {
        func current(_ guesses: LinkCodeRepository.Guesses?) -> LinkCodeRepository.Guesses? {
            // A clock that was set back must not lock anybody for longer.
            guesses.flatMap { now - $0.since < Self.period && $0.since <= now ? $0 : nil }
        }
        self.now = now
        self.own = current(own)
        self.all = current(all)
    }

    var isLocked: Bool { (own?.wrong ?? 0) >= Self.most || (all?.wrong ?? 0) >= Self.mostOfAll }

    /// One more was wrong.
    /// - Returns: Whether that was the one too many, of this contact or of all.
    mutating func countWrong() -> Bool {
        own = .init(wrong: (own?.wrong ?? 0) + 1, since: own?.since ?? now)
        all = .init(wrong: (all?.wrong ?? 0) + 1, since: all?.since ?? now)
        return own?.wrong == Self.most || all?.wrong == Self.mostOfAll
    }
}
