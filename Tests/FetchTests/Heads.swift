// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a server's thread has seen.
final class Heads: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
