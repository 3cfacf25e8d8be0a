// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with the configuration.
package struct ConfigurationProblem: Error, Hashable, Sendable {
    /// The line, from 1; nil where the file is not at fault but the environment or the disk.
    package var line: Int?
    /// What is wrong and what to do. It never holds a secret.
    package var message: String
}
