// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Finds the `script-worker` program.
package enum ScriptWorkerExecutable {
    /// No program could be found; the message says where it was looked for.
    package struct Missing: Error, CustomStringConvertible {
        package var description: String
    }

    /// The path of the program: `explicit` where one is configured, else beside the program that is running.
    package static func locate(explicit: String? = nil) throws(Missing) -> String {
        if let explicit {
            guard access(explicit, X_OK) == 0 else {
                throw Missing(description: "\(explicit) is not a program that can be run")
            }
            return explicit
        }
        guard let own = realpath("/proc/self/exe", nil) else {
            throw Missing(description: "/proc/self/exe cannot be read: is /proc mounted?")
        }
        defer { free(own) }
        let folder = String(cString: own).split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let path = folder.joined(separator: "/") + "/script-worker"
        guard access(path, X_OK) == 0 else {
            throw Missing(description: "\(path) is missing: build the product script-worker, or configure its path")
        }
        return path
    }
}
