// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of its own for one test.
struct TemporaryFolder: Sendable {
    let path: String

    /// In memory where the system has such a place: a test's store need not outlive the machine.
    init() throws {
        let memory = "/dev/shm"
        let parent = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        path = parent + "/moonpost-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // It is in a folder for temporary files: whoever cleans that removes it.
        }
    }
}
