// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What became of a call, told to the model.
package struct ModelToolResult: Hashable, Sendable {
    package var id: String
    package var name: String
    package var text: String
    package var isError: Bool

    package init(id: String, name: String, text: String, isError: Bool = false) {
        self.id = id
        self.name = name
        self.text = text
        self.isError = isError
    }
}
