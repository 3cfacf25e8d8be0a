// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A header of a request to a model; its value may be a key.
package struct ModelHeader: Hashable, Sendable {
    package var name: String
    package var value: Secret

    package init(_ name: String, _ value: Secret) {
        self.name = name
        self.value = value
    }
}
