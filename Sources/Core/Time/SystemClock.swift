// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The machine's own clock.
package struct SystemClock: Clock {
    package init() {}

    package var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package func sleep(until deadline: Timestamp) async throws {
        // In steps, because the wall clock may be set while we sleep.
        while case let left = deadline - now, left > .zero {
            try await Task.sleep(for: min(left, .seconds(60)))
        }
    }
}
