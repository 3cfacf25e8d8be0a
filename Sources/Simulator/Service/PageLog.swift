// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The last events for the pages, so that one that was away for a moment misses nothing.
package struct PageLog: Sendable {
    package struct Entry: Sendable {
        /// "EPOCH-NUMBER"; the epoch is new in every process.
        package let id: String
        package let name: String
        package let data: JSON
    }

    package static let capacity = 1_000

    private let epoch: String
    private var last = 0
    private var entries: [Entry] = []

    init(epoch: String) { self.epoch = epoch }

    /// The id of the last event; a page that knows the state up to there resumes after it.
    var cursor: String { "\(epoch)-\(last)" }

    mutating func append(name: String, data: JSON) -> Entry {
        last += 1
        let entry = Entry(id: cursor, name: name, data: data)
        entries.append(entry)
        if entries.count > 2 * Self.capacity { entries.removeFirst(entries.count - Self.capacity) }
        return entry
    }

    /// The events after `id`, or nil when they are not all here any more.
    func entries(after id: String) -> ArraySlice<Entry>? {
        guard id.hasPrefix(epoch + "-"), let number = Int(id.dropFirst(epoch.count + 1)), number <= last else { return nil }
        let missing = last - number
        guard missing <= entries.count else { return nil }
        return entries.suffix(missing)
    }
}
