// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Decides whether somebody writes more than anybody reads: by a token bucket each, and by what they repeat.
///
/// No clock: the time is that at which a message was sent, so that a backlog, which comes all at once and in any order, is
/// judged as it was written. Nothing of it is stored: a restart begins anew, in favour of whoever writes.
package struct InboundLimiter: Sendable {
    package struct Rules: Hashable, Sendable {
        package var perMinute: Int
        package var burst: Int
        /// The same text so often in a row, each within a minute of the one before, mutes; nil never does.
        package var repeats: Int?
        package var mute: Duration

        package init(perMinute: Int, burst: Int, repeats: Int?, mute: Duration) {
            self.perMinute = perMinute
            self.burst = burst
            self.repeats = repeats
            self.mute = mute
        }
    }

    package enum Verdict: Hashable, Sendable {
        case passes
        /// Too fast: not run. `tells`: the person has not been told yet.
        case limited(tells: Bool)
        /// Muted from now on: not run, not answered, and an admin is told why. `tells`: the person has not been told yet.
        case muted(Offence, tells: Bool)
        /// Muted since before.
        case silent
    }

    package enum Offence: String, Hashable, Sendable {
        /// So many messages over the limit that nobody can have meant them.
        case flood
        case repetition
    }

    private struct Person {
        var pace: InboundPace
        var files = InboundPace(burst: InboundLimiter.album, perMinute: InboundLimiter.album)
        var isTold = false
        /// Messages over the limit since the person last rested.
        var refused = 0
        var text = 0
        var repeated = 0
        var lastAt: Timestamp
        var mutedUntil: Timestamp?
        /// What was said of the messages before, for when they are asked about again.
        var judged: [(message: UpdateID, verdict: Verdict)] = []
    }

    private let rules: Rules
    private var people: [ContactID: Person] = [:]
    private var sweptAt = 4_096

    /// Over the limit so often in one go is a flood.
    private static let flood = 60
    /// So many messages of one person are under way at most: those that are taken together, and the one that stands behind them.
    private static let mostJudged = 32
    /// As many files as WhatsApp lets somebody pick and send at once: an album is one thing that was said.
    private static let album = 100
    private static let repetitionGap = Duration.seconds(60)

    package init(_ rules: Rules) { self.rules = rules }

    /// Decides about a message, once: a message that is worked off again, because a worker or the store was not well, gets
    /// the verdict that it had. A person's messages are worked off one at a time, or a few together, so that the last ones are all to
    /// remember.
    /// - Parameters:
    ///   - message: The message's id in the inbox.
    ///   - text: What was written, as it is compared; nil where it is no text, which never counts as repeated.
    ///   - isFile: Whether it is a picture or another file. Those take nothing of what may be written.
    ///   - time: When it was sent.
    package mutating func judge(
        _ contact: ContactID, message: UpdateID, text: String?, isFile: Bool = false, at time: Timestamp
    ) -> Verdict {
        if let known = people[contact]?.judged.last(where: { $0.message == message }) { return known.verdict }
        sweep(at: time)
        var person = people[contact] ?? stranger(at: time)
        let verdict = verdict(on: &person, text: text, isFile: isFile, at: time)
        person.judged.append((message, verdict))
        if person.judged.count > Self.mostJudged { person.judged.removeFirst() }
        people[contact] = person
        return verdict
    }

    private func stranger(at time: Timestamp) -> Person {
        Person(pace: InboundPace(burst: rules.burst, perMinute: rules.perMinute), lastAt: time)
    }

    private func verdict(on person: inout Person, text: String?, isFile: Bool, at time: Timestamp) -> Verdict {
        if let until = person.mutedUntil {
            if time < until { return .silent }
            let judged = person.judged
            person = stranger(at: time)
            person.judged = judged
        }
        if person.pace.isRested(at: time) {
            person.isTold = false
            person.refused = 0
        }
        if let offence = repetition(text, &person, at: time) { return mute(&person, offence, at: time) }
        if isFile ? person.files.take(at: time) : person.pace.take(at: time) { return .passes }
        person.refused += 1
        if person.refused >= Self.flood { return mute(&person, .flood, at: time) }
        defer { person.isTold = true }
        return .limited(tells: !person.isTold)
    }

    private func repetition(_ text: String?, _ person: inout Person, at time: Timestamp) -> Offence? {
        guard let limit = rules.repeats, let text else {
            person.repeated = 0
            person.lastAt = time
            return nil
        }
        let hash = text.hashValue
        let isSame = person.repeated > 0 && hash == person.text && time - person.lastAt <= Self.repetitionGap
            && person.lastAt - time <= Self.repetitionGap
        person.repeated = isSame ? person.repeated + 1 : 1
        person.text = hash
        person.lastAt = time
        return person.repeated >= limit ? .repetition : nil
    }

    private func mute(_ person: inout Person, _ offence: Offence, at time: Timestamp) -> Verdict {
        person.mutedUntil = time + rules.mute
        defer { person.isTold = true }
        return .muted(offence, tells: !person.isTold)
    }

    /// Forgets whoever is quiet, each time that their number has doubled.
    private mutating func sweep(at time: Timestamp) {
        guard people.count >= sweptAt else { return }
        for (contact, person) in people {
            let isMuted = person.mutedUntil.map { $0 > time } ?? false
            if !isMuted, person.pace.isRested(at: time), person.files.isRested(at: time), time - person.lastAt > Self.repetitionGap { people[contact] = nil }
        }
        sweptAt = max(4_096, people.count * 2)
    }
}
