// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation
package import Logging

/// The script workers: a few processes, all read and written by one thread, killed when they hang, started again when
/// they end.
///
/// A frame is one JSON object as bytes (docs/script-worker.md), so that text from a journal can be put into it as it
/// stands. Frames to one worker are worked on one after the other, in the order of the calls; many may be under way.
/// When a worker ends, each frame that it was given gets exactly one error: the oldest is to blame
/// (``WorkerError/isSuspect``), the others were beside it (``WorkerError/Code/lost``). Frames that it was not given yet
/// go to its next generation, unless the caller has said which generation it means
/// (``WorkerError/Code/restarted``).
package final class WorkerPool: Sendable {
    /// How many workers serve everybody; ``open()`` adds others.
    package let workers: Int
    /// What a plugin may use whose `load` says nothing else.
    package let limits: ScriptLimits
    let loads: LoadedVersions
    private let mailbox: WorkerMailbox
    private let maximumFrame: Int

    /// One for each processor.
    package static var defaultWorkers: Int { max(ProcessInfo.processInfo.activeProcessorCount, 1) }

    private init(mailbox: WorkerMailbox, configuration: Configuration) {
        self.mailbox = mailbox
        workers = configuration.workers
        limits = configuration.limits
        loads = LoadedVersions()
        maximumFrame = configuration.maximumFrame
    }

    deinit { mailbox.close(deadline: .now, waiter: nil) }

    /// Starts the workers.
    /// - Parameter printed: Called on the supervisor's thread, before the answer that follows, with the worker and the
    ///   text. All workers wait while it runs.
    /// - Throws: ``WorkerError`` with ``WorkerError/Code/unavailable(_:)`` when one cannot be started.
    package static func start(
        _ configuration: Configuration, logger: Logger, printed: @escaping @Sendable (Int, String) -> Void = { _, _ in }
    ) async throws(WorkerError) -> WorkerPool {
        let result: Result<WorkerMailbox, WorkerProcess.StartError>
        do throws(WorkerProcess.StartError) {
            let mailbox = try WorkerMailbox(workers: configuration.workers)
            result = await withCheckedContinuation { continuation in
                let thread = Thread {
                    let supervisor = WorkerSupervisor(
                        mailbox: mailbox, configuration: configuration, logger: logger, printed: printed)
                    do throws(WorkerProcess.StartError) {
                        try supervisor.start()
                    } catch {
                        return continuation.resume(returning: .failure(error))
                    }
                    continuation.resume(returning: .success(mailbox))
                    supervisor.run()
                }
                thread.name = "script-workers"
                thread.start()
            }
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let mailbox): return WorkerPool(mailbox: mailbox, configuration: configuration)
        case .failure(let error): throw WorkerError(.unavailable(error.reason), worker: 0, generation: 1)
        }
    }

    /// Sends a frame and returns its answer: a `loaded`, `request`, `finished`, `failed` or `gone`.
    ///
    /// The members of an answer are as the worker wrote them, and a worker may be in the hands of its script: check
    /// that `conversation` is the one that was asked. The call is not cancelled with its task; its end is bounded by
    /// the hard deadlines of the frames before it.
    /// - Parameters:
    ///   - generation: The only generation that may see the frame, such as the one in which its conversation was
    ///     started; nil: any.
    ///   - deadline: How long the worker may take over this frame; nil: the pool's hard deadline.
    ///   - longestAnswer: How many bytes the answer may have; a longer one breaks the protocol. Nil: as many as any.
    package func call(
        _ frame: [UInt8], worker: Int, generation: Int? = nil, deadline: Duration? = nil, longestAnswer: Int? = nil
    ) async throws(WorkerError) -> JSON {
        try check(frame, worker)
        let result = await withCheckedContinuation { (caller: WorkerCaller) in
            let refusal = mailbox.submit(
                .init(
                    payload: frame, ticket: caller, generation: generation, allowance: deadline, longestAnswer: longestAnswer),
                worker: worker)
            if let refusal { caller.resume(returning: .failure(refusal)) }
        }
        return try result.get()
    }

    /// Sends a frame that has no answer: an `unload` or a `drop`. If the worker ends before it reads the frame, so does
    /// what the frame was about.
    package func post(_ frame: [UInt8], worker: Int, generation: Int? = nil) throws(WorkerError) {
        try check(frame, worker)
        if let refusal = mailbox.submit(.init(payload: frame, generation: generation), worker: worker) { throw refusal }
    }

    private func check(_ frame: [UInt8], _ worker: Int) throws(WorkerError) {
        guard frame.count <= maximumFrame else {
            throw WorkerError(.tooLarge(limit: maximumFrame), worker: worker, generation: generation(of: worker))
        }
    }

    /// The worker for all that belongs together under `key`; the same for the same number of workers, always
    /// (64-bit FNV-1a).
    package func worker(for key: String) -> Int {
        Int(FNV1a.hash(key.utf8) % UInt64(workers))
    }

    /// Counts the lives of a worker, from 1. It changes when the end of a worker is noticed, before any caller hears of
    /// it.
    package func generation(of worker: Int) -> Int { mailbox.generation(of: worker) }

    package var counters: WorkerCounters { mailbox.counters }

    /// Kills a worker; the pool starts the next, and what was under way is lost, with nobody to blame.
    /// - Parameter generation: The only one that is meant; nil: any.
    package func kill(worker: Int, generation: Int? = nil) { mailbox.kill(worker: worker, generation: generation) }

    /// Starts a worker beside those that serve everybody; gives its number. Frames for it may be sent at once.
    package func open() -> Int { mailbox.open() }

    /// Ends a worker that ``open()`` gave, for good: what is under way in it is lost and can be replayed elsewhere.
    package func retire(worker: Int) {
        mailbox.retire(worker: worker)
        loads.forget(worker: worker)
    }

    /// Refuses new frames, waits up to `grace` for those under way, ends the workers and the thread.
    package func shutdown(grace: Duration = .seconds(5)) async {
        await withCheckedContinuation { continuation in
            mailbox.close(deadline: .now + grace, waiter: continuation)
        }
    }
}
