// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What closures on other threads have to say to a test.
final class Notes: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
