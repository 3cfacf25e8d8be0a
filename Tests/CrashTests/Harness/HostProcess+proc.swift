// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What the system tells of the process under /proc.
extension HostProcess {
    /// Its script workers that are alive now.
    var workers: [pid_t] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { pid_t($0) }.filter { candidate in
            // pid (name) state parent ...
            guard let line = try? String(contentsOfFile: "/proc/\(candidate)/stat", encoding: .utf8),
                let opening = line.firstIndex(of: "("), let closing = line.lastIndex(of: ")")
            else { return false }
            let rest = line[line.index(after: closing)...].split(separator: " ")
            guard rest.count > 1 else { return false }
            return line[line.index(after: opening)..<closing] == "script-worker" && rest[0] != "Z"
                && pid_t(rest[1]) == pid
        }
    }

    /// The processor time that it has used so far, its own and the system's for it, in steps of 10 ms.
    var processorTime: Duration {
        let line = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
        let rest = line.split(separator: ")").last?.split(separator: " ") ?? []
        guard rest.count > 12, let user = Int64(rest[11]), let system = Int64(rest[12]) else { return .zero }
        return .milliseconds((user + system) * 1_000 / Int64(sysconf(Int32(_SC_CLK_TCK))))
    }

    /// Memory in bytes: what it has now, and the most it has had since ``forgetPeak()``.
    var memory: (now: Int, peak: Int) {
        (Self.value("VmRSS", of: pid), Self.value("VmHWM", of: pid))
    }

    /// A size in bytes from a process's status; 0 where the process is gone.
    private static func value(_ name: String, of pid: pid_t) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
        return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
    }

    /// Memory in bytes that it and its workers have now.
    var residentMemory: Int {
        workers.reduce(memory.now) { $0 + Self.value("VmRSS", of: $1) }
    }

    /// Makes the peak begin anew. Source: proc(5), clear_refs.
    func forgetPeak() throws {
        guard let file = FileHandle(forWritingAtPath: "/proc/\(pid)/clear_refs") else {
            throw HarnessProblem("/proc/\(pid)/clear_refs cannot be written")
        }
        try file.write(contentsOf: Data("5".utf8))
        try file.close()
    }
}
