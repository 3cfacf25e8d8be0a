// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Decides which addresses ask for more over HTTP than anybody needs: by a token bucket each, from which what is refused takes much.
///
/// No clock, no socket. A limited address pays nothing for asking on, so it is heard again as soon as its bucket has a token. Nothing of it is
/// stored: a restart begins anew.
package struct AddressLimiter: Sendable {
    package struct Rules: Hashable, Sendable {
        package var perMinute: Int
        package var burst: Int
        /// As many ordinary requests as one weighs that is refused: a wrong signature, a wrong token, an address that does not exist.
        package var refusal = 20
        /// How many addresses are remembered; of more, those that were not seen for longest are forgotten.
        package var addresses = 8_192

        package init(perMinute: Int, burst: Int) {
            self.perMinute = perMinute
            self.burst = burst
        }
    }

    package enum Verdict: Hashable, Sendable {
        case passes
        /// Not served; it can ask again after so long. `tells`: an admin should hear of it.
        case limited(Duration, tells: Bool)
    }

    private struct Asker {
        var bucket: TokenBucket
        /// Limited since its bucket was last full, and an admin knows.
        var isTold = false
    }

    private let rules: Rules
    /// Whoever asked lately, and who did before them: when the first is full it becomes the second, which is forgotten. So an address stays as
    /// long as fewer than half of the others come between two of its requests, and no list has to be kept in order.
    private var recent: [IPAddress: Asker] = [:]
    private var older: [IPAddress: Asker] = [:]
    /// Many addresses at once are one attack, and no reason to fill the store.
    private var tellings = TokenBucket(capacity: 20, rate: 1.0 / 60)

    package init(_ rules: Rules) { self.rules = rules }

    /// How many addresses are remembered.
    package var count: Int { recent.count + older.count }

    /// Whether a request may be served. One that may takes a token.
    package mutating func ask(_ address: IPAddress, at time: Timestamp) -> Verdict {
        let network = address.network
        var asker = asker(network)
        defer { keep(asker, as: network) }
        if asker.bucket.isFull(at: time) { asker.isTold = false }
        if asker.bucket.take(at: time) { return .passes }
        let wait = asker.bucket.next(at: time) - time
        guard !asker.isTold else { return .limited(wait, tells: false) }
        asker.isTold = tellings.take(at: time)
        return .limited(wait, tells: asker.isTold)
    }

    /// A request that passed was refused in the end.
    package mutating func charge(_ address: IPAddress, at time: Timestamp) {
        let network = address.network
        var asker = asker(network)
        asker.bucket.charge(rules.refusal - 1, at: time, downTo: -Double(rules.refusal))
        keep(asker, as: network)
    }

    /// The same for a request that nobody asked about before, because it would have been served had it proved to be what it says.
    /// - Returns: Whether the refusal may be said. Whoever is limited hears no more than that.
    package mutating func refuse(_ address: IPAddress, at time: Timestamp) -> Verdict {
        let verdict = ask(address, at: time)
        if verdict == .passes { charge(address, at: time) }
        return verdict
    }

    private func asker(_ network: IPAddress) -> Asker {
        recent[network] ?? older[network]
            ?? Asker(bucket: TokenBucket(capacity: Double(rules.burst), rate: Double(rules.perMinute) / 60))
    }

    private mutating func keep(_ asker: Asker, as network: IPAddress) {
        if recent[network] == nil, recent.count >= max(rules.addresses / 2, 1) {
            older = recent
            recent = [:]
        }
        recent[network] = asker
    }
}
