// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Keeps a second process away from a store that belongs to one: both would send the same messages.
///
/// Held until it is gone, or its process is.
package final class StoreLock: Sendable {
    private let descriptor: CInt

    /// - Throws: ``StoreInUse`` when another process holds it.
    package init(path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
        let file = path + ".lock"
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreInUse(description: "\(file) cannot be opened: \(String(cString: strerror(errno)))") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreInUse(
                description: "\(path) is in use by another process: stop that one first, or give this one another database")
        }
    }

    deinit { close(descriptor) }
}

/// The store belongs to somebody else.
package struct StoreInUse: Error, CustomStringConvertible {
    package var description: String
}
