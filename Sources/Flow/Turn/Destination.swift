// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Where `chat:go` goes on: a flow or command by name, with explicit values.
package struct Destination: Hashable, Sendable {
    package var target: String
    package var given: JSON

    package init(target: String, given: JSON) {
        self.target = target
        self.given = given
    }
}
