// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Something wrong with a plugin's files, at a place that an editor can jump to.
package struct PluginProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var message: String

    package init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `file:line: message`
    package var description: String { "\(file):\(line): \(message)" }
}
