// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What the reading of one file has at hand, and the problems that it found so far.
final class ConfigurationContext {
    /// The path of the file as it was given.
    let file: String
    let environment: [String: String]
    private(set) var problems: [ConfigurationProblem] = []

    init(file: String, environment: [String: String]) {
        self.file = file
        self.environment = environment
    }

    func report(_ line: Int?, _ message: String) {
        problems.append(ConfigurationProblem(line: line, message: message))
    }

    /// The variable's value; one that is set to nothing counts as not set.
    func variable(_ name: String) -> String? {
        guard let value = environment[name], !value.isEmpty else { return nil }
        return value
    }
}
