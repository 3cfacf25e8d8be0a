// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Something that a model may call.
package struct ModelTool: Hashable, Sendable {
    /// Up to 64 ASCII letters, digits, "_" and "-": what all providers take.
    package var name: String
    /// What it does, for the model.
    package var text: String
    /// The JSON Schema of its arguments, an object.
    package var schema: JSON

    package init(name: String, text: String, schema: JSON) {
        self.name = name
        self.text = text
        self.schema = schema
    }
}
