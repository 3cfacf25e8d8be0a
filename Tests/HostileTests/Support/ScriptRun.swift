// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Scripting

/// How one script ended, and what it took.
struct ScriptRun: Sendable, CustomStringConvertible {
    enum End: Equatable, Sendable {
        case finished
        /// By the named budget.
        case stopped(String)
        case refused
        /// By the host, which killed the worker at the deadline.
        case killed
        /// The worker did not survive for another reason.
        case died(String)
    }

    var script: HostileScript
    var end: End
    /// The error's, or nothing.
    var message = ""
    /// Of the worker's process; nil where that was gone by then.
    var processorTime: Duration?
    var time: Duration
    /// The most memory that the process ever had, in bytes.
    var peak: Int64 = 0

    /// It ended as the script says that it must.
    var isAsExpected: Bool {
        switch (script.ending, end) {
        case (.budget, .stopped), (.budget, .killed), (.error, .refused), (.harmless, .finished): true
        default: false
        }
    }

    /// What it took, where the host did not have to kill it.
    var cost: Duration { processorTime ?? time }

    /// It took more than it may, by itself or because of what else the machine does.
    var isSlow: Bool { end != .killed && cost > HostileWorker.limits.processorTime * 2 }

    var description: String {
        "\(script.name): \(end) after \(processorTime.map { "\($0)" } ?? "?") of processor time, \(time) in all, \(message)"
    }
}
