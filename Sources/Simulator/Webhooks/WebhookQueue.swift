// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Decides which webhook goes out when.
///
/// The webhooks of one contact go one at a time and in order while all is well. When the host cannot
/// be reached, its contact's later ones wait behind the first; when the host refuses one, that one
/// steps aside and the others go on. Contacts do not wait for each other.
package struct WebhookQueue: Sendable {
    package struct Job: Sendable {
        package let id: Int
        package let webhook: SimulatedWebhook
        package internal(set) var due: Timestamp
        package internal(set) var attempts = 0
        package internal(set) var firstAttempt: Timestamp?
        /// It keeps its contact's place while it waits for its next attempt.
        var holdsLane = false
    }

    package enum Outcome: Hashable, Sendable {
        case accepted
        /// The host answered with something other than 200.
        case refused(status: Int)
        case unreachable
    }

    private struct Lane: Hashable {
        var number: String
        var contact: SimulatedContactID
    }

    private let retry: WebhookRetry
    /// Not yet due, or due and not yet looked at, ascending by due time and age.
    private var waiting: [Job] = []
    /// Due, behind a busy lane.
    private var backlog: [Lane: [Job]] = [:]
    private var busy: Set<Lane> = []
    private var flying: [Int: Job] = [:]
    private var lastID = 0

    package init(retry: WebhookRetry = WebhookRetry()) { self.retry = retry }

    package var isEmpty: Bool { waiting.isEmpty && flying.isEmpty && backlog.isEmpty }

    /// Everything that has not been accepted yet, oldest first.
    package var pending: [Job] {
        (waiting + flying.values + backlog.values.joined()).sorted { $0.id < $1.id }
    }

    /// Whether nothing is under way and nothing is due.
    package func isSettled(at now: Timestamp) -> Bool {
        flying.isEmpty && backlog.isEmpty && !(waiting.first.map { $0.due <= now } ?? false)
    }

    /// The next moment at which ``start(at:)`` may have something to give.
    package var nextDue: Timestamp? { waiting.first?.due }

    @discardableResult
    package mutating func add(_ webhook: SimulatedWebhook, due: Timestamp) -> Int {
        lastID += 1
        insert(Job(id: lastID, webhook: webhook, due: due))
        return lastID
    }

    /// The jobs to be tried now; each must be ended by ``finish(_:_:now:)``.
    package mutating func start(at now: Timestamp) -> [Job] {
        let count = waiting.firstIndex { $0.due > now } ?? waiting.count
        guard count > 0 else { return [] }
        let due = waiting.prefix(count)
        waiting.removeFirst(count)
        var started: [Job] = []
        for job in due {
            let lane = lane(of: job)
            if job.holdsLane || busy.insert(lane).inserted {
                started.append(launch(job, now: now))
            } else {
                backlog[lane, default: []].append(job)
            }
        }
        return started
    }

    /// Ends an attempt.
    ///
    /// - Returns: the next job of the same contact to be tried at once, if any, and whether the
    ///   webhook has been given up.
    package mutating func finish(_ id: Int, _ outcome: Outcome, now: Timestamp) -> (next: Job?, isGivenUp: Bool) {
        guard var job = flying.removeValue(forKey: id) else { return (nil, false) }
        let isOver = now - (job.firstAttempt ?? now) >= retry.lifetime
        if outcome != .accepted, !isOver {
            job.due = now + retry.wait(after: job.attempts)
            job.holdsLane = outcome == .unreachable
            insert(job)
            if job.holdsLane { return (nil, false) }
        }
        return (release(lane(of: job), now: now), outcome != .accepted && isOver)
    }

    private mutating func launch(_ job: Job, now: Timestamp) -> Job {
        var job = job
        job.attempts += 1
        job.firstAttempt = job.firstAttempt ?? now
        job.holdsLane = false
        flying[job.id] = job
        return job
    }

    private mutating func release(_ lane: Lane, now: Timestamp) -> Job? {
        guard var line = backlog[lane], !line.isEmpty else {
            busy.remove(lane)
            return nil
        }
        let next = line.removeFirst()
        backlog[lane] = line.isEmpty ? nil : line
        return launch(next, now: now)
    }

    private mutating func insert(_ job: Job) {
        var low = 0, high = waiting.count
        while low < high {
            let middle = (low + high) / 2
            if (waiting[middle].due, waiting[middle].id) < (job.due, job.id) { low = middle + 1 } else { high = middle }
        }
        waiting.insert(job, at: low)
    }

    private func lane(of job: Job) -> Lane { Lane(number: job.webhook.number, contact: job.webhook.contact) }
}
