// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A call that a model asks for. Nothing about it is checked: neither that there is such a tool, nor its arguments.
package struct ModelToolCall: Hashable, Sendable {
    /// By which its result refers to it.
    package var id: String
    package var name: String
    /// nil: the model wrote something that is no JSON object.
    package var arguments: JSON?

    package init(id: String, name: String, arguments: JSON?) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
