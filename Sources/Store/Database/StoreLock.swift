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
        // For whoever wants to tell us something.
        let text = "\(getpid())\n"
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.utf8.count, 0) == text.utf8.count else {
            close(descriptor)
            throw StoreInUse(description: "\(file) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// The process that has the store at `path` open; nil where none has.
    package static func holder(path: String) -> Int32? {
        let descriptor = open(path + ".lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // Whoever can share it sees that nobody has it; closing gives it back.
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace).first ?? "")
    }

    deinit { close(descriptor) }
}

/// The store belongs to somebody else.
package struct StoreInUse: Error, CustomStringConvertible {
    package var description: String
}
