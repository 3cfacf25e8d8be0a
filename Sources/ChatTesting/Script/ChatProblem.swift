// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Something wrong in a `.chat` file, at a place that an editor can jump to.
package struct ChatProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var message: String

    /// `file:line: message`
    package var description: String { "\(file):\(line): \(message)" }
}

/// Everything wrong in one file.
package struct ChatProblems: Error, Hashable, Sendable, CustomStringConvertible {
    package var problems: [ChatProblem]

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
