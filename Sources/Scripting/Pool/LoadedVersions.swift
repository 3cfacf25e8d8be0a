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
        /// With those who wait, and whether it was asked for before the version was last forgotten.
        case loading([CheckedContinuation<Outcome?, Never>], isStale: Bool)
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

    private let workers = Mutex<[Int: Worker]>([:])

    func begin(_ version: String, worker: Int, generation: Int) -> Step {
        workers.withLock { workers in
            if generation > workers[worker, default: Worker()].generation {
                // What the generation before had is gone with it; loads under way settle by themselves.
                let loading = workers[worker]?.entries.filter(\.value.isLoading) ?? [:]
                workers[worker] = Worker(generation: generation, entries: loading)
            }
            switch workers[worker]?.entries[version] {
            case .loaded(let loaded): return .known(loaded)
            case .loading: return .join
            case nil:
                workers[worker, default: Worker()].entries[version] = .loading([], isStale: false)
                return .load
            }
        }
    }

    /// Waits for the load that is under way; nil when there is none any more.
    func join(_ version: String, worker: Int) async -> Outcome? {
        await withCheckedContinuation { continuation in
            let isWaiting = workers.withLock { workers in
                guard case .loading(let waiters, let isStale) = workers[worker]?.entries[version] else { return false }
                workers[worker]?.entries[version] = .loading(waiters + [continuation], isStale: isStale)
                return true
            }
            if !isWaiting { continuation.resume(returning: nil) }
        }
    }

    /// Ends a load: everybody who waits shares its outcome, and a version that was loaded is remembered.
    func settle(_ version: String, worker: Int, _ outcome: Outcome) {
        let waiters: [CheckedContinuation<Outcome?, Never>] = workers.withLock { workers in
            let entry = workers[worker]?.entries.removeValue(forKey: version)
            guard case .loading(let waiters, let isStale) = entry else { return [] }
            if case .success(let loaded) = outcome, loaded.isLoaded, loaded.generation == workers[worker]?.generation, !isStale {
                workers[worker]?.entries[version] = .loaded(loaded)
            }
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    func has(_ version: String, worker: Int) -> Bool { workers.withLock { $0[worker]?.entries[version] != nil } }

    func workers(having version: String) -> [Int] {
        workers.withLock { workers in workers.filter { $0.value.entries[version] != nil }.keys.sorted() }
    }

    /// Forgets a version everywhere: what a load under way brings is not remembered either.
    func forget(_ version: String) {
        workers.withLock { workers in
            for worker in workers.keys {
                switch workers[worker]?.entries[version] {
                case .loading(let waiters, _): workers[worker]?.entries[version] = .loading(waiters, isStale: true)
                case .loaded: workers[worker]?.entries[version] = nil
                case nil: break
                }
            }
        }
    }

    /// Forgets a worker that is there no more; loads under way settle by themselves.
    func forget(worker: Int) {
        workers.withLock { workers in
            guard var known = workers[worker] else { return }
            known.entries = known.entries.filter(\.value.isLoading)
            workers[worker] = known.entries.isEmpty ? nil : known
        }
    }

    /// Forgets a version and calls `post` before anybody can begin to load it again.
    func forget(
        _ version: String, worker: Int, then post: () throws(WorkerError) -> Void
    ) throws(WorkerError) {
        let result: Result<Void, WorkerError> = workers.withLock { workers in
            if workers[worker]?.entries[version]?.isLoading == false { workers[worker]?.entries[version] = nil }
            do throws(WorkerError) {
                return .success(try post())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }
}
