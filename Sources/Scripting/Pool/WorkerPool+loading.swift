// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension WorkerPool {
    /// Makes sure that a worker has a plugin version: sends `load` once in each generation of the worker, however many
    /// callers ask at the same time.
    ///
    /// A version that the worker refuses (a `failed` answer) is not remembered: asking again loads it again.
    /// - Parameter makeFrame: Makes the `load` frame; called only where it is needed.
    /// - Throws: ``WorkerError``, the same for all who shared the load.
    package func ensureLoaded(
        _ version: String, worker: Int, deadline: Duration? = nil, makeFrame: () -> [UInt8]
    ) async throws(WorkerError) -> LoadedVersion {
        while true {
            let generation = generation(of: worker)
            if generation == 0 { throw WorkerError(.restarted, worker: worker, generation: 0) }
            switch loads.begin(version, worker: worker, generation: generation) {
            case .known(let loaded):
                return loaded
            case .join:
                if let outcome = await loads.join(version, worker: worker) { return try outcome.get() }
            case .load:
                let outcome: LoadedVersions.Outcome
                do throws(WorkerError) {
                    let answer = try await call(makeFrame(), worker: worker, generation: generation, deadline: deadline)
                    outcome = .success(LoadedVersion(answer: answer, generation: generation))
                } catch {
                    outcome = .failure(error)
                }
                loads.settle(version, worker: worker, outcome)
                return try outcome.get()
            }
        }
    }

    /// Lets every worker load the version anew before it is next started there. What waits in it until then is answered
    /// `gone` after that.
    package func forgetLoaded(_ version: String) { loads.forget(version) }

    /// The workers that have a version, as far as is known here.
    package func workers(having version: String) -> [Int] { loads.workers(having: version) }

    /// Whether a worker has the version, as far as is known here.
    package func hasLoaded(_ version: String, worker: Int) -> Bool { loads.has(version, worker: worker) }

    /// Sends an `unload` frame and forgets that the worker has the version. Nobody may be about to start a conversation
    /// on it: that would be answered `failed`.
    package func unload(_ version: String, worker: Int, frame: [UInt8]) throws(WorkerError) {
        do throws(WorkerError) {
            try loads.forget(version, worker: worker) { () throws(WorkerError) in try post(frame, worker: worker) }
        } catch {
            // A worker that was retired has taken its versions along.
            if error.code != .restarted { throw error }
        }
    }
}
