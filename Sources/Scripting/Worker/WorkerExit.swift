// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// How a worker process ended.
package enum WorkerExit: Hashable, Sendable, CustomStringConvertible {
    case status(Int32)
    case signal(Int32)
    /// The system had nothing to tell, such as when the host ignores SIGCHLD.
    case unknown

    /// Whether somebody outside ended it. Neither a script nor the library sends signals, and of the limits that the worker
    /// has, the system enforces none by this one.
    var isFromOutside: Bool { self == .signal(SIGKILL) }

    /// Reads what `waitpid` reports (the W* macros of <sys/wait.h>).
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .status(waitStatus >> 8 & 0xFF) : .signal(signal)
    }

    package var description: String {
        switch self {
        case .status(let status): "exit status \(status)"
        case .signal(let signal): "signal \(signal)"
        case .unknown: "an unknown end"
        }
    }
}
