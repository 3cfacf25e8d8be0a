// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Logging

/// The simulated platform at work: it holds the values, delivers webhooks, and tells the pages.
///
/// It is used either over HTTP, where a server hands requests to ``respond(to:)``, or in one process
/// with the host, where a test calls ``send(_:from:to:quoting:)`` and owns the clock.
package actor Simulator {
    /// Posts a webhook to the host and returns the HTTP status of its answer; throws when there is none.
    package typealias Post =
        @Sendable (_ url: String, _ headers: [(name: String, value: String)], _ body: [UInt8]) async throws -> Int

    let clock: any Clock
    let logger: Logger
    let file: StateFile?
    private let post: Post

    var platform: SimulatedPlatform
    var queue: WebhookQueue
    var log: PageLog
    var subscribers: [Int: AsyncStream<PageLog.Entry>.Continuation] = [:]
    var lastSubscriber = 0
    private(set) var trouble: String?
    private var troubled: Set<Int> = []
    private var isClosed = false
    private var attempts: [Int: Task<Void, Never>] = [:]
    private var wake: (deadline: Timestamp, task: Task<Void, Never>)?
    private var saving: Task<Void, Never>?
    private var settling: [CheckedContinuation<Void, Never>] = []
    private var firstTries: [Int: CheckedContinuation<Void, Never>] = [:]

    /// - Parameters:
    ///   - statePath: a file that keeps contacts, conversations and webhooks not yet taken by the host; nil keeps nothing.
    ///   - post: reaches the host.
    package init(
        numbers: [SimulatedNumber], rules: PlatformRules = .immediate, retry: WebhookRetry = WebhookRetry(), clock: any Clock,
        ids: IDGenerator, statePath: String? = nil, logger: Logger, post: @escaping Post
    ) {
        self.clock = clock
        self.logger = logger
        self.post = post
        self.platform = SimulatedPlatform(numbers: numbers, rules: rules, ids: ids)
        self.queue = WebhookQueue(retry: retry)
        self.log = PageLog(epoch: ids.next(SimulatedMessageSubject.self).text)
        self.file = statePath.map(StateFile.init)
    }

    /// Takes up what the state file kept, and delivers what the host has not taken yet.
    ///
    /// - Throws: ``StateFile/Problem`` when there is a file that cannot be read.
    package func open() throws {
        if let saved = try file?.load() {
            let pending = try platform.restore(saved)
            for webhook in pending { queue.add(webhook, due: clock.now) }
        }
        pump()
    }

    /// Stops delivering, ends every event stream, and writes the state file.
    package func close() async {
        isClosed = true
        for task in attempts.values { task.cancel() }
        wake?.task.cancel()
        saving?.cancel()
        saving = nil
        endStreams()
        for waiter in settling { waiter.resume() }
        settling = []
        for waiter in firstTries.values { waiter.resume() }
        firstTries = [:]
        save()
    }

    /// Returns when no webhook is under way and none is due: the host has answered all that happened up to now.
    package func settle() async {
        guard !isClosed, !queue.isSettled(at: clock.now) else { return }
        await withCheckedContinuation { settling.append($0) }
    }

    /// Does what the platform decided, and returns the ids of the webhooks that it queued.
    @discardableResult
    func perform(_ actions: [PlatformAction]) -> [Int] {
        var jobs: [Int] = []
        for action in actions {
            switch action {
            case .show(let event): show(event)
            case .deliverWebhook(let webhook, let after): jobs.append(queue.add(webhook, due: clock.now + after))
            }
        }
        if !actions.isEmpty { scheduleSave() }
        pump()
        return jobs
    }

    /// Returns once each of the webhooks has been tried at least once.
    func firstTry(of jobs: [Int]) async {
        for job in jobs where !isClosed && queue.pending.contains(where: { $0.id == job && $0.attempts <= 1 }) {
            await withCheckedContinuation { firstTries[job] = $0 }
        }
    }
}

// MARK: - Delivery

extension Simulator {
    /// Starts what is due and sets the alarm for what is not.
    private func pump() {
        guard !isClosed else { return }
        for job in queue.start(at: clock.now) { launch(job) }
        if let due = queue.nextDue {
            if wake?.deadline != due {
                wake?.task.cancel()
                wake = (due, Task { [clock, weak self] in
                    do { try await clock.sleep(until: due) } catch { return }
                    await self?.wakeUp()
                })
            }
        } else {
            wake?.task.cancel()
            wake = nil
        }
        if queue.isSettled(at: clock.now) {
            for waiter in settling { waiter.resume() }
            settling = []
        }
    }

    private func wakeUp() {
        wake = nil
        pump()
    }

    private func launch(_ job: WebhookQueue.Job) {
        if job.attempts == 1 { perform(platform.webhookLeaves(job.webhook.subject)) }
        guard let number = platform.number(job.webhook.number) else {
            logger.error("A webhook is for a number that does not exist", metadata: ["number": .string(job.webhook.number)])
            finish(job, .refused(status: 0), detail: "the number is not configured any more")
            return
        }
        let delivery = job.webhook.delivery(for: number)
        attempts[job.id] = Task { [post] in
            do {
                let status = try await post(delivery.url, delivery.headers, delivery.body)
                finish(job, status == 200 ? .accepted : .refused(status: status), detail: "it answered with HTTP status \(status)")
            } catch {
                finish(job, .unreachable, detail: "it cannot be reached (\(error))")
            }
        }
    }

    private func finish(_ job: WebhookQueue.Job, _ outcome: WebhookQueue.Outcome, detail: String) {
        attempts[job.id] = nil
        guard !isClosed else { return }
        let (next, isGivenUp) = queue.finish(job.id, outcome, now: clock.now)
        firstTries.removeValue(forKey: job.id)?.resume()
        if outcome == .accepted {
            troubled.remove(job.id)
            perform(platform.webhookArrived(job.webhook.subject))
        } else {
            troubled.insert(job.id)
            logger.warning(
                "The host has not taken a webhook",
                metadata: ["detail": .string(detail), "attempt": .stringConvertible(job.attempts)])
        }
        if isGivenUp {
            troubled.remove(job.id)
            perform(platform.webhookGivenUp(job.webhook.subject, reason: detail))
        }
        setTrouble(troubled.isEmpty ? nil : outcome == .accepted ? trouble : "The bot does not take webhooks: \(detail).")
        if let next { launch(next) }
        scheduleSave()
        pump()
    }

    private func setTrouble(_ text: String?) {
        guard text != trouble else { return }
        trouble = text
        show(.trouble(text))
    }
}

// MARK: - Keeping

extension Simulator {
    /// Writes soon: a burst of changes is one write.
    private func scheduleSave() {
        guard file != nil, saving == nil, !isClosed else { return }
        let deadline = clock.now + .milliseconds(300)
        saving = Task { [clock, weak self] in
            do { try await clock.sleep(until: deadline) } catch { return }
            await self?.saveNow()
        }
    }

    private func saveNow() {
        saving = nil
        save()
    }

    private func save() {
        guard let file else { return }
        do {
            try file.store(platform.saved(pending: queue.pending.map(\.webhook)))
        } catch {
            logger.error("The simulator's state could not be written", metadata: ["error": .string("\(error)")])
        }
    }
}
