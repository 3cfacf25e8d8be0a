// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// How something with tasks stands: a project, or what one person has to do.
package struct ProjectStatus: Hashable, Sendable {
    package var open = 0
    package var done = 0
    package var overdue = 0
    /// Open ones of high priority, or urgent ones.
    package var important = 0
    /// Done in the time that is looked at.
    package var doneLately = 0
    /// Made in that time.
    package var madeLately = 0

    /// - Parameters:
    ///   - since: The beginning of the time that is looked at.
    ///   - end: The first moment that is not looked at any more; nil: up to now.
    package init(_ tasks: [TaskItem], now: Timestamp, since: Timestamp, before end: Timestamp? = nil) {
        func isWithin(_ time: Timestamp) -> Bool { time >= since && end.map { time < $0 } ?? true }
        for task in tasks where task.deletedAt == nil {
            if let doneAt = task.doneAt {
                done += 1
                if isWithin(doneAt) { doneLately += 1 }
            } else {
                open += 1
                if task.isOverdue(at: now) { overdue += 1 }
                if task.priority >= .high { important += 1 }
            }
            if isWithin(task.createdAt) { madeLately += 1 }
        }
    }

    /// How much is done, in percent; 0 where there is nothing to do.
    package var percent: Int { open + done == 0 ? 0 : done * 100 / (open + done) }

    package var json: JSONObject {
        [
            "open": .integer(Int64(open)), "done": .integer(Int64(done)), "overdue": .integer(Int64(overdue)), "important": .integer(Int64(important)),
            "done_lately": .integer(Int64(doneLately)), "made_lately": .integer(Int64(madeLately)), "percent": .integer(Int64(percent)),
        ]
    }
}
