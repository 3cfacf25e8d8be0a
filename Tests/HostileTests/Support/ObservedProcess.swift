// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A child of this process in /proc, found by its name: it changes when the pool starts a worker again.
struct ObservedProcess: Sendable {
    var name: String
    /// Children of the same name that are not meant.
    var others: Set<pid_t>

    var identifier: pid_t? { Self.children(named: name).first { !others.contains($0) } }

    static func children(named name: String) -> [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.sorted().filter { process in
            guard let status = text(of: "status", process) else { return false }
            return status.hasPrefix("Name:\t\(name)\n") && status.contains("PPid:\t\(getpid())\n") && !status.contains("State:\tZ")
        }
    }

    /// Processor time of all its threads, to the nanosecond; nil where there is no such process any more.
    static func processorTime(of process: pid_t) -> Duration? {
        guard let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task"), !threads.isEmpty else {
            return nil
        }
        return threads.reduce(.zero) { sum, thread in
            let first = text(of: "task/\(thread)/schedstat", process)?.split(separator: " ").first
            return sum + .nanoseconds(first.flatMap { Int64($0) } ?? 0)
        }
    }

    /// The most memory that it ever had, in bytes.
    static func peak(of process: pid_t) -> Int64? {
        guard let line = text(of: "status", process)?.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else {
            return nil
        }
        return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int64($0) }.map { $0 << 10 }
    }

    private static func text(of file: String, _ process: pid_t) -> String? {
        try? String(contentsOfFile: "/proc/\(process)/\(file)", encoding: .utf8)
    }
}
