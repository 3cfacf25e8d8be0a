// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization

/// Tells when anything below some folders has changed and then been left alone for a moment (inotify(7), debounced).
///
/// Folders that come later are watched from then on; one that is not there yet is looked for whenever its parent changes.
package final class FolderWatcher: Sendable {
    /// An editor writes in several steps; this long after the last of them the file counts as saved.
    package static let quiet = Duration.milliseconds(100)
    /// Deeper folders than these are not watched: plugins have locales and knowledge, and nothing below.
    private static let deepest = 3

    /// The system refuses to watch.
    package struct Problem: Error, CustomStringConvertible {
        package var description: String
    }

    private let stopping: Int32
    private let state = Mutex(false)

    /// Begins to watch.
    /// - Parameter changed: Called on the watcher's own thread; it passes the news on and returns.
    package init(_ folders: [String], changed: @escaping @Sendable () -> Void) throws {
        let watch = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard watch >= 0 else { throw Problem(description: "inotify: \(String(cString: strerror(errno)))") }
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            close(watch)
            throw Problem(description: "socketpair: \(String(cString: strerror(errno)))")
        }
        let stop = ends[1]
        stopping = ends[0]
        // Before the thread: what changes from here on is noticed.
        Self.add(folders, to: watch)
        let thread = Thread {
            Self.run(folders, watch: watch, stop: stop, changed)
            close(watch)
            close(stop)
        }
        thread.name = "folder-watcher"
        thread.start()
    }

    deinit { end() }

    /// Ends the thread; nothing is told from then on but what it is telling now.
    package func end() {
        let isFirst = state.withLock { isEnded in
            defer { isEnded = true }
            return !isEnded
        }
        // The thread sees the end of its stream.
        if isFirst { close(stopping) }
    }

    private static func run(_ folders: [String], watch: Int32, stop: Int32, _ changed: () -> Void) {
        var isDirty = false
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            var descriptors = [
                pollfd(fd: watch, events: Int16(POLLIN), revents: 0), pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&descriptors, 2, isDirty ? Int32(quiet / .milliseconds(1)) : -1)
            if descriptors[1].revents != 0 { return }
            if count < 0, errno == EINTR { continue }
            if count == 0 {
                isDirty = false
                // New folders are watched before they are read, so that nothing falls in between.
                add(folders, to: watch)
                changed()
                continue
            }
            // Which file it was does not matter: everything is read again, and what is unchanged stays.
            while read(watch, into: &buffer) > 0 { isDirty = true }
        }
    }

    private static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Int {
        buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
    }

    /// Watching what is watched already changes nothing.
    private static func add(_ folders: [String], to watch: Int32, depth: Int = 0) {
        let events = [IN_CLOSE_WRITE, IN_CREATE, IN_DELETE, IN_MOVED_FROM, IN_MOVED_TO].reduce(UInt32(0)) { $0 | UInt32($1) }
        for folder in folders {
            if inotify_add_watch(watch, folder, events | UInt32(IN_ONLYDIR)) < 0 {
                // Not there yet: its parent tells when it is.
                if depth == 0 {
                    let parent = (folder as NSString).deletingLastPathComponent
                    _ = inotify_add_watch(watch, parent.isEmpty ? "." : parent, UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_ONLYDIR))
                }
                continue
            }
            guard depth < deepest, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { continue }
            add(names.filter { !$0.hasPrefix(".") }.map { folder + "/" + $0 }, to: watch, depth: depth + 1)
        }
    }
}
