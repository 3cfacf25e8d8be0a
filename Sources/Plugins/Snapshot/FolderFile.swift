// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Reads files that really stand in a folder: regular files that no symbolic link leads out of it, when nobody is writing them.
enum FolderFile {
    enum Problem: Error, Hashable {
        case outside
        case unreadable
        case tooLarge(Int)
    }

    /// The file's bytes, when it was the same file of the same time and size before and after they were read.
    /// - Parameters:
    ///   - folder: in which it must be, links followed.
    ///   - meanwhile: Called each time when the bytes have been read and the file is about to be looked at again.
    static func read(
        _ path: String, within folder: String, most: Int, meanwhile: () -> Void = {}
    ) throws(Problem) -> [UInt8] {
        guard let place = resolved(path), let base = resolved(folder) else { throw .unreadable }
        guard place.hasPrefix(base == "/" ? base : base + "/") else { throw .outside }
        // The place has no links any more: one that comes meanwhile is not followed. A pipe must not hold us up.
        let descriptor = open(place, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable }
        defer { close(descriptor) }
        for _ in 0..<5 {
            guard let before = state(of: descriptor) else { throw .unreadable }
            if before.size > most { throw .tooLarge(before.size) }
            guard let bytes = bytes(of: descriptor, most: most) else { throw .unreadable }
            meanwhile()
            if let after = state(of: descriptor), after == before, bytes.count == before.size { return bytes }
        }
        throw .unreadable
    }

    private struct State: Hashable {
        var size: Int
        var seconds: Int
        var nanoseconds: Int
    }

    /// nil where it is no regular file.
    private static func state(of descriptor: Int32) -> State? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return State(size: Int(status.st_size), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }

    private static func bytes(of descriptor: Int32, most: Int) -> [UInt8]? {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { return nil }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= most {
            let count = buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 { return nil }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
        return bytes
    }

    private static func resolved(_ path: String) -> String? {
        guard let place = realpath(path, nil) else { return nil }
        defer { free(place) }
        return String(cString: place)
    }
}
