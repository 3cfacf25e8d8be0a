// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the master key. The text continues "the key from … ", and never shows the key.
package struct MasterKeyProblem: Error, Hashable, CustomStringConvertible {
    package var description: String
    package init(_ description: String) { self.description = description }
}
