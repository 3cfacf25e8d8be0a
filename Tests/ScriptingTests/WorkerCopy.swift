// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Scripting

/// The real worker under a name of its own, so that its process can be found among those of other tests.
struct WorkerCopy {
    let path: String
    private let folder: String
    private let name: String

    init() throws {
        name = "mp-\(UUID().uuidString.prefix(8))"
        folder = NSTemporaryDirectory() + "moonpost-\(UUID().uuidString)"
        path = folder + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Another process writes the program: nobody can run a file that a child of ours still has open for writing.
        let copy = try Process.run(
            URL(fileURLWithPath: "/usr/bin/install"), arguments: ["-m", "755", ScriptWorkerExecutable.locate(), path])
        copy.waitUntilExit()
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    static func process(of worker: WorkerCopy) -> pid_t? {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.first { process in
            (try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)) == worker.name + "\n"
        }
    }

    /// Of all its threads, to a hundredth of a second; nil where there is no such process any more.
    static func processorTime(of process: pid_t) -> Duration? {
        // The name, in parentheses, is the only field that could have a space.
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let fields = text.split(separator: ")").last?.split(separator: " "), fields.count > 12,
            let user = Int(fields[11]), let system = Int(fields[12])
        else { return nil }
        return .seconds(user + system) / sysconf(Int32(_SC_CLK_TCK))
    }
}
