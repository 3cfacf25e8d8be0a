// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Logging

/// The thread that starts the workers, does all their reading and writing, and ends them.
///
/// It lives as long as its pool, because a worker dies with the thread that started it.
final class WorkerSupervisor {
    private let mailbox: WorkerMailbox
    private let configuration: WorkerPool.Configuration
    private let logger: Logger
    private let printed: @Sendable (Int, String) -> Void
    private let preamble: [UInt8]
    private var slots: [WorkerSlot]
    private var counters = WorkerCounters()
    private var closeDeadline: ContinuousClock.Instant?
    private var isLeaving = false

    private var allowance: Duration { configuration.hardDeadline ?? configuration.limits.hardDeadline }

    /// How long until a worker is looked at again that did not have the processor.
    private static let patience = Duration.milliseconds(50)

    /// How long a worker may take to end after the end of its stream.
    private static let leaveTime = Duration.milliseconds(500)

    init(
        mailbox: WorkerMailbox, configuration: WorkerPool.Configuration, logger: Logger,
        printed: @escaping @Sendable (Int, String) -> Void
    ) {
        self.mailbox = mailbox
        self.configuration = configuration
        self.logger = logger
        self.printed = printed
        preamble = configuration.preamble
        slots = []
        slots = (0..<configuration.workers).map(makeSlot)
    }

    private func makeSlot(_ index: Int) -> WorkerSlot {
        WorkerSlot(index: index, allowance: allowance, maximumAnswer: configuration.maximumAnswer)
    }

    /// Starts all workers, or none.
    func start() throws(WorkerProcess.StartError) {
        do throws(WorkerProcess.StartError) {
            for slot in slots { try start(slot) }
        } catch {
            for slot in slots { _ = slot.process?.end() }
            mailbox.end()
            throw error
        }
    }

    func run() {
        // A deadline counts only when the sockets have been looked at after it: had the whole host stood still, the
        // answer may be there already.
        var lastLook = ContinuousClock.now
        while true {
            take(mailbox.take())
            for slot in slots { attend(slot, lastLook) }
            if let closeDeadline, !isLeaving, lastLook >= closeDeadline || slots.allSatisfy(\.queue.isIdle) { leave() }
            if isLeaving, slots.allSatisfy({ $0.process == nil }) { break }
            lastLook = .now
            wait()
        }
        mailbox.end()
    }

    private func take(_ delivery: WorkerMailbox.Delivery) {
        closeDeadline = delivery.closeDeadline
        counters.frames += delivery.frames.count
        for worker in delivery.opened {
            let slot = makeSlot(worker)
            slots.append(slot)
            if !isLeaving { begin(slot) }
        }
        for (worker, frame) in delivery.frames {
            guard let slot = slot(worker) else {
                frame.ticket?.resume(returning: .failure(WorkerError(.restarted, worker: worker, generation: 0)))
                continue
            }
            if let code = isLeaving ? .closed : slot.queue.enqueue(frame), let caller = frame.ticket {
                complete(caller, slot, code)
            }
        }
        for (worker, generation) in delivery.kills {
            guard let slot = slot(worker), let process = slot.process else { continue }
            // It may have ended since the kill was asked for: the next generation has done nothing.
            guard generation == nil || generation == slot.queue.generation else { continue }
            slot.isAsked = true
            process.kill()
        }
        for worker in delivery.retired { retire(worker) }
    }

    private func slot(_ worker: Int) -> WorkerSlot? {
        // The first ones stand in their order and never go. No worker has a negative number, yet a caller may have.
        if (0..<configuration.workers).contains(worker) { return slots[worker] }
        return slots.first { $0.index == worker }
    }

    /// Does what is due for one worker.
    private func attend(_ slot: WorkerSlot, _ time: ContinuousClock.Instant) {
        if let startTime = slot.startTime, startTime <= time { restart(slot) }
        if let deadline = slot.deadline, deadline <= time { judge(slot, time) }
        if let deadline = slot.leaveDeadline, deadline <= time { slot.process?.kill() }
        slot.flush()
    }

    /// Ends a worker that has had its time, or looks again a little later.
    private func judge(_ slot: WorkerSlot, _ time: ContinuousClock.Instant) {
        let used = (slot.process?.processorTime ?? .zero) - slot.usedBefore
        if slot.queue.isOver(at: time, used: used) {
            end(slot, .deadline)
        } else {
            slot.postponed = time + Self.patience
        }
    }

    private func wait() {
        var descriptors = [pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0)]
        for slot in slots {
            // A negative descriptor is passed over.
            let events = Int16(POLLIN) | (slot.isWriting ? Int16(POLLOUT) : 0)
            descriptors.append(pollfd(fd: slot.process?.descriptor ?? -1, events: events, revents: 0))
        }
        let timeout = mailbox.prepareToSleep(knowing: closeDeadline, publishing: counters) ? milliseconds() : 0
        let count = poll(&descriptors, nfds_t(descriptors.count), timeout)
        mailbox.isAwake()
        guard count > 0 else { return }  // nothing is ready, or a signal came: the loop looks again
        if descriptors[0].revents != 0 { mailbox.drainWakeDescriptor() }
        for (slot, descriptor) in zip(slots, descriptors.dropFirst()) {
            if descriptor.revents & ~Int16(POLLOUT) != 0 { read(slot) }
        }
    }

    /// Until the next thing that is due by itself; -1 is for ever.
    private func milliseconds() -> Int32 {
        var next = slots.compactMap(\.due).min()
        if let closeDeadline, !isLeaving { next = min(closeDeadline, next ?? closeDeadline) }
        guard let next else { return -1 }
        let left = ContinuousClock.now.duration(to: next)
        // Rounded up: a millisecond early would be a turn of the loop for nothing.
        return left <= .zero ? 0 : Int32(clamping: left.milliseconds + 1)
    }

    private func complete(_ caller: WorkerCaller, _ slot: WorkerSlot, _ code: WorkerError.Code, generation: Int? = nil) {
        let error = WorkerError(code, worker: slot.index, generation: generation ?? slot.queue.generation)
        caller.resume(returning: .failure(error))
    }
}

// MARK: - Reading

extension WorkerSupervisor {
    /// Reads once, so that a worker that never stops writing cannot keep the thread from the others.
    private func read(_ slot: WorkerSlot) {
        guard let process = slot.process else { return }
        let count = slot.reader.fill { bytes in
            recv(process.descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
        }
        if count == 0 { return end(slot, nil) }
        if count < 0 {
            if errno != EAGAIN, errno != EINTR { end(slot, nil) }
            return
        }
        let now = ContinuousClock.now
        do throws(FrameReader.TooLong) {
            var violation: String?
            while violation == nil {
                let isWhole = try slot.reader.next { payload in violation = receive(payload, slot, now) }
                if !isWhole { break }
            }
            if let violation { return end(slot, .violation(violation)) }
            // Once for all that came together: the oldest frame begins here.
            slot.usedBefore = process.processorTime ?? slot.usedBefore
        } catch {
            end(slot, .violation("a frame of \(error.length) bytes, where \(configuration.maximumAnswer) are allowed"))
        }
    }

    /// Takes one frame; what is wrong with it, or nil.
    private func receive(_ payload: UnsafeRawBufferPointer, _ slot: WorkerSlot, _ now: ContinuousClock.Instant) -> String? {
        switch WorkerFrame(payload, limits: configuration.answerLimits) {
        case .answer(let answer):
            if let most = slot.queue.longestAnswer, payload.count > most {
                return "an answer of \(payload.count) bytes, where \(most) are allowed"
            }
            guard let caller = slot.queue.answered(now: now) else { return "an answer that nobody waits for" }
            slot.printed = 0
            counters.answers += 1
            caller.resume(returning: .success(answer))
        case .printed(let text):
            guard configuration.prints, slot.queue.hasFlights else { return "it printed where it may not" }
            if let excess = add(payload.count, slot) { return excess }
            printed(slot.index, text)
        case .coverage(let coverage):
            guard let covered = configuration.covered, slot.queue.hasFlights else { return "it told of lines where nobody asked" }
            if let excess = add(payload.count, slot) { return excess }
            covered(coverage)
        case .violation(let how):
            return how
        }
        return nil
    }

    /// Counts what is no answer; what is wrong, or nil.
    private func add(_ bytes: Int, _ slot: WorkerSlot) -> String? {
        slot.printed += bytes
        return slot.printed > configuration.maximumPrinted ? "it printed more than \(configuration.maximumPrinted) bytes" : nil
    }
}

// MARK: - Life and death

extension WorkerSupervisor {
    private func start(_ slot: WorkerSlot) throws(WorkerProcess.StartError) {
        slot.process = try WorkerProcess.start(configuration.executable)
        slot.startTime = nil
        slot.reset(maximumAnswer: configuration.maximumAnswer)
        slot.queue.started(preamble: preamble, into: &slot.output)
    }

    private func restart(_ slot: WorkerSlot) {
        if begin(slot) { counters.restarts += 1 }
    }

    /// Starts a worker, or tries again later.
    @discardableResult
    private func begin(_ slot: WorkerSlot) -> Bool {
        do throws(WorkerProcess.StartError) {
            try start(slot)
            return true
        } catch {
            let casualties = slot.queue.failedToStart(error.reason)
            slot.startTime = .now + casualties.pause
            logger.error(
                "script worker cannot be started", metadata: ["worker": "\(slot.index)", "reason": "\(error.reason)"])
            for (caller, code) in casualties.fates { complete(caller, slot, code) }
            return false
        }
    }

    private func retire(_ worker: Int) {
        guard worker >= configuration.workers, let position = slots.firstIndex(where: { $0.index == worker }) else { return }
        let slot = slots.remove(at: position)
        for caller in slot.queue.abandon() { complete(caller, slot, .lost) }
        if let process = slot.process { _ = process.end() }
    }

    /// Ends a worker, or takes note that it has ended (`cause` is nil then), and starts the next.
    private func end(_ slot: WorkerSlot, _ cause: WorkerQueue<WorkerCaller>.Cause?) {
        guard let process = slot.process else { return }
        let exit = process.end()
        let cause = cause ?? (slot.isAsked ? .asked : nil)
        slot.process = nil
        slot.reset(maximumAnswer: configuration.maximumAnswer)
        if isLeaving { return }
        let generation = slot.queue.generation
        let casualties = slot.queue.ended(cause ?? .exit(exit))
        slot.startTime = .now + casualties.pause
        switch cause {
        case .deadline: counters.kills += 1
        case .violation: counters.violations += 1
        case .exit, .asked, nil: counters.crashes += 1
        }
        mailbox.publish(generation: slot.queue.generation, of: slot.index, counters: counters)
        let suspect = casualties.fates.first { WorkerError($0.code, worker: 0, generation: 0).isSuspect }
        logger.warning(
            "script worker ended",
            metadata: [
                "worker": "\(slot.index)", "generation": "\(generation)", "exit": "\(exit)",
                "cause": "\(suspect.map { "\($0.code)" } ?? "none of its frames")",
                "frames": "\(casualties.fates.count)",
            ])
        for (caller, code) in casualties.fates { complete(caller, slot, code, generation: generation) }
        // At once, rather than at the next turn of the loop, so that nothing waits for a poll.
        if casualties.pause == .zero { restart(slot) }
    }

    /// Gives up what is not finished and tells every worker to go by ending its stream.
    private func leave() {
        isLeaving = true
        for slot in slots {
            for caller in slot.queue.abandon() { complete(caller, slot, .closed) }
            slot.startTime = nil
            guard let process = slot.process else { continue }
            shutdown(process.descriptor, Int32(SHUT_WR))
            slot.leaveDeadline = .now + Self.leaveTime
        }
    }
}
