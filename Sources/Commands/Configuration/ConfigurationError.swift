// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Why the configuration cannot be used: all its problems at once, in the order of their lines.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path of the file as it was given.
    package let file: String
    package let problems: [ConfigurationProblem]

    init(file: String, problems: [ConfigurationProblem]) {
        self.file = file
        // Stable: problems of one line stay in the order in which they were found.
        self.problems = problems.enumerated().sorted { left, right in
            (left.element.line ?? .max, left.offset) < (right.element.line ?? .max, right.offset)
        }.map(\.element)
    }

    /// One line for each problem: `config.toml:12: …`.
    package var description: String {
        problems.map { problem in
            problem.line.map { "\(file):\($0): \(problem.message)" } ?? "\(file): \(problem.message)"
        }.joined(separator: "\n")
    }
}
