// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// When a task is due: a day, or a moment of it.
package struct TaskDue: Hashable, Sendable {
    /// "2026-01-08", or "2026-01-08T17:00", where who said so was.
    package var text: String
    /// When it is late: at its moment, or at the end of its day.
    package var at: Timestamp

    /// Whether it is due at a moment, and not on a whole day.
    package var hasTime: Bool { text.contains("T") }

    package init(text: String, at: Timestamp) {
        self.text = text
        self.at = at
    }
}
