// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Fetch
import Synchronization

/// Stands in for all other systems, and answers nobody until the test says so.
final class SlowWeb: WebFetching {
    private let state = Mutex<(waiters: [CheckedContinuation<Void, Never>], isOpen: Bool)>(([], false))

    /// How many requests wait.
    var waiting: Int { state.withLock { $0.waiters.count } }

    /// Answers those that wait, and from now on at once.
    func answer() {
        let waiters = state.withLock { state in
            defer { state = ([], true) }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func fetch(_ request: WebRequest) async throws(FetchError) -> FetchResponse {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
        return FetchResponse(status: 200)
    }
}
