// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// How a worker process ended.
package enum WorkerExit: Hashable, Sendable, CustomStringConvertible {
    case status(Int32)
    case signal(Int32)
    /// The system had nothing to tell, such as when the host ignores SIGCHLD.
    case unknown

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
