// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Which versions each worker has loaded in its present generation, and who waits for a load that is under way.
final class LoadedVersions: Sendable {
    typealias Outcome = Result<LoadedVersion, WorkerError>

    enum Step {
        case known(LoadedVersion)
        /// Somebody else is loading it.
        case join
        /// The caller is to load it, and then to settle it whatever comes of it.
        case load
    }

    private enum Entry {
        case loading([CheckedContinuation<Outcome?, Never>])
        case loaded(LoadedVersion)

        var isLoading: Bool {
            switch self {
            case .loading: true
            case .loaded: false
            }
        }
    }

    private struct Worker {
        var generation = 0
        var entries: [String: Entry] = [:]
    }

    private let workers: Mutex<[Worker]>

    init(workers: Int) {
        self.workers = Mutex(Array(repeating: Worker(), count: workers))
    }

    func begin(_ version: String, worker: Int, generation: Int) -> Step {
        workers.withLock { workers in
            if generation > workers[worker].generation {
                workers[worker].generation = generation
                // What the generation before had is gone with it; loads under way settle by themselves.
                workers[worker].entries = workers[worker].entries.filter(\.value.isLoading)
            }
            switch workers[worker].entries[version] {
            case .loaded(let loaded): return .known(loaded)
            case .loading: return .join
            case nil:
                workers[worker].entries[version] = .loading([])
                return .load
            }
        }
    }

    /// Waits for the load that is under way; nil when there is none any more.
    func join(_ version: String, worker: Int) async -> Outcome? {
        await withCheckedContinuation { continuation in
            let isWaiting = workers.withLock { workers in
                guard case .loading(let waiters) = workers[worker].entries[version] else { return false }
                workers[worker].entries[version] = .loading(waiters + [continuation])
                return true
            }
            if !isWaiting { continuation.resume(returning: nil) }
        }
    }

    /// Ends a load: everybody who waits shares its outcome, and a version that was loaded is remembered.
    func settle(_ version: String, worker: Int, _ outcome: Outcome) {
        let waiters = workers.withLock { workers in
            let entry = workers[worker].entries.removeValue(forKey: version)
            if case .success(let loaded) = outcome, loaded.isLoaded, loaded.generation == workers[worker].generation {
                workers[worker].entries[version] = .loaded(loaded)
            }
            if case .loading(let waiters) = entry { return waiters }
            return []
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    func has(_ version: String, worker: Int) -> Bool { workers.withLock { $0[worker].entries[version] != nil } }

    /// Forgets a version and calls `post` before anybody can begin to load it again.
    func forget(
        _ version: String, worker: Int, then post: () throws(WorkerError) -> Void
    ) throws(WorkerError) {
        let result: Result<Void, WorkerError> = workers.withLock { workers in
            if workers[worker].entries[version]?.isLoading == false { workers[worker].entries[version] = nil }
            do throws(WorkerError) {
                return .success(try post())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }
}
