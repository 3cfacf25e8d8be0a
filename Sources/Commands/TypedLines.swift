// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import UnixSignals

/// The lines of standard input, until its end or until somebody presses Ctrl-C.
struct TypedLines: Sendable {
    /// Whether somebody types, and sees what they type.
    let isTerminal = isatty(STDIN_FILENO) == 1
    let lines: AsyncStream<String>

    init() {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        // Reading blocks, so it has a thread of its own.
        let thread = Thread {
            while let line = readLine() { continuation.yield(line) }
            continuation.finish()
        }
        thread.start()
        let signals = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { continuation.finish() }
        }
        continuation.onTermination = { _ in signals.cancel() }
    }
}
