// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization

/// People who write so many messages a second, however fast they are answered, and what they got.
///
/// Most say one word and get it back; some begin a conversation of two turns. Each reply names the version of the flow
/// that gave it.
final class SteadyLoad: Sendable {
    /// How long one reply took, and when its message was posted.
    struct Reply: Sendable {
        var posted: ContinuousClock.Instant
        var latency: Duration
    }

    /// What has gone wrong, and how much came back.
    struct Outcome: Sendable {
        var posted = 0
        var refused = 0
        var replies: [Reply] = []
        /// Replies that came again, under the same id or another.
        var doubled: [String] = []
        /// Conversations that ended on another version than they began with.
        var unpinned: [String] = []
        /// Messages that nobody answered.
        var lost: [String] = []
    }

    private struct State {
        var outcome = Outcome()
        /// When a message was posted, by what its reply says last, or by the person where that is a question.
        var open: [String: ContinuousClock.Instant] = [:]
        var taken: Set<String> = []
        /// The version that asked, by the conversation's word.
        var asked: [String: Int] = [:]
        var newest = 0
        var waiters: [(version: Int, promise: Promise<ContinuousClock.Instant>)] = []
        var isEnding = false
        var words = 0
    }

    static let flow = "steady.lua"

    /// The flow in one of its versions.
    static func source(version: Int) -> String {
        """
        bot.plugin { title = "Steady", version = "1.0.\(version)" }
        bot.flow("talk", { triggers = { "talk" }, run = function(chat)
          local word = chat:ask("asked \(version)")
          chat:say("answered \(version) " .. word)
        end })
        bot.flow("fallback", { run = function(chat) chat:say("echo \(version) " .. chat.message.text) end })
        """
    }

    static let test = """
        > hello
        < echo * hello
        > talk
        < asked *
        > me
        < answered * me
        """

    private let postman: Postman
    private let perSecond: Int
    private let state = Mutex(State())
    private static let people = 100

    init(postman: Postman, perSecond: Int) {
        self.postman = postman
        self.perSecond = perSecond
    }

    /// Writes until ``end()``, and then until everything is answered or `patience` is over.
    func run(patience: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            var next = ContinuousClock.now
            var count = 0
            while !state.withLock({ $0.isEnding }) {
                count += 1
                // The rate is the point.
                next += .seconds(1) / perSecond
                try? await Task.sleep(until: next, clock: .continuous)
                let number = count
                group.addTask { number % 10 == 0 ? await self.talk(number) : await self.echo(number) }
            }
        }
        let limit = ContinuousClock.now + patience
        while !state.withLock({ $0.open.isEmpty }), ContinuousClock.now < limit { try? await Task.sleep(for: .milliseconds(20)) }
    }

    func end() { state.withLock { $0.isEnding = true } }

    var outcome: Outcome {
        state.withLock { state in
            var outcome = state.outcome
            outcome.lost = state.open.keys.sorted()
            return outcome
        }
    }

    private func echo(_ number: Int) async {
        let word = "e\(number)"
        await post(word, from: String(20_100_000_000_000 + number % Self.people), expecting: word)
    }

    private func talk(_ number: Int) async {
        let word = "t\(number)"
        // Nobody new, after a while: the host remembers whom it knows, and that is no growth of a reload. Each of them has
        // finished long before their turn comes again.
        let phone = String(20_200_000_000_000 + number / 10 % Self.people)
        await post("talk", from: phone, expecting: phone)
        // A moment for thought, in which a few versions may come and go.
        try? await Task.sleep(for: .milliseconds(number % 7 * 100 + 50))
        await post(word, from: phone, expecting: word)
    }

    private func post(_ text: String, from phone: String, expecting key: String) async {
        let id = state.withLock { state in
            state.words += 1
            state.outcome.posted += 1
            state.open[key] = .now
            return state.words
        }
        let body = WebhookBody.message("wamid.STEADY\(id)", from: phone, text: text, at: Int64(Date().timeIntervalSince1970))
        if await !postman.deliver(body) { state.withLock { $0.outcome.refused += 1 } }
    }

    // MARK: - What comes back

    func taken(_ acceptance: Acceptance) -> Int {
        let words = acceptance.text.split(separator: " ").map(String.init)
        let waiting = state.withLock { state -> [Promise<ContinuousClock.Instant>] in
            guard words.count > 1, let version = Int(words[1]) else {
                state.outcome.unpinned.append(acceptance.text)
                return []
            }
            let key = words[0] == "asked" ? acceptance.to : words.last ?? ""
            guard state.taken.insert(acceptance.outgoing).inserted, let posted = state.open.removeValue(forKey: key) else {
                state.outcome.doubled.append(acceptance.text)
                return []
            }
            state.outcome.replies.append(Reply(posted: posted, latency: acceptance.arrived - posted))
            if words[0] == "asked" { state.asked[acceptance.to] = version }
            if words[0] == "answered", state.asked.removeValue(forKey: acceptance.to) != version {
                state.outcome.unpinned.append(acceptance.text)
            }
            // Who began earlier says nothing of what is live.
            guard words[0] != "answered", version > state.newest else { return [] }
            state.newest = version
            let waiting = state.waiters.filter { $0.version <= version }.map(\.promise)
            state.waiters.removeAll { $0.version <= version }
            return waiting
        }
        for promise in waiting { promise.fulfill(acceptance.arrived) }
        return 0
    }

    /// When the first reply of this version, or of a later one, came.
    func firstReply(of version: Int) -> Promise<ContinuousClock.Instant> {
        let promise = Promise<ContinuousClock.Instant>()
        let isThere = state.withLock { state in
            if state.newest >= version { return true }
            state.waiters.append((version, promise))
            return false
        }
        if isThere { promise.fulfill(.now) }
        return promise
    }
}
