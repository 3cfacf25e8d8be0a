// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation
internal import Synchronization

/// A file that takes the body of an answer while it arrives, and its SHA-256 on the way: a body of a hundred megabytes needs no memory.
///
/// Only the body of an answer whose status is 200 to 299 goes there; what an error says stays in memory.
package final class FetchOutput: Sendable {
    /// What arrived.
    package struct Content: Hashable, Sendable {
        /// 32 bytes.
        package var sha256: [UInt8]
        package var bytes: Int
    }

    private struct State {
        var hasher = SHA256()
        var bytes = 0
        var problem: FetchError?
    }

    package let path: String
    private let descriptor: Int32
    private let state = Mutex(State())

    /// Creates the file, or empties one that is there.
    /// - Throws: ``FetchError`` with the system's reason.
    package init(path: String) throws(FetchError) {
        self.path = path
        descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw .system("open") }
    }

    deinit { Foundation.close(descriptor) }

    /// Appends what came; false where the disk refuses it.
    package func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        state.withLock { state in
            guard state.problem == nil else { return false }
            var rest = bytes
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    state.problem = .system("write")
                    return false
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            state.hasher.update(bufferPointer: bytes)
            state.bytes += bytes.count
            return true
        }
    }

    /// What there is now, safely on the disk.
    /// - Throws: ``FetchError`` where the disk refused some of it.
    package func finish() throws(FetchError) -> Content {
        let (content, problem) = state.withLock { state in
            (Content(sha256: Array(state.hasher.finalize()), bytes: state.bytes), state.problem)
        }
        if let problem { throw problem }
        if fsync(descriptor) != 0 { throw .system("fsync") }
        return content
    }

    var count: Int { state.withLock { $0.bytes } }
    var problem: FetchError? { state.withLock { $0.problem } }
}
