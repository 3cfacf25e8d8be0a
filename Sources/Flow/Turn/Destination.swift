// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Where `chat:go` goes on: a flow or command by name, with explicit values.
package struct Destination: Hashable, Sendable {
    package var target: String
    package var given: JSON
    /// The language model that chose it, where one did.
    package var model: String?

    package init(target: String, given: JSON, model: String? = nil) {
        self.target = target
        self.given = given
        self.model = model
    }
}
