// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A file that is made of ``ScriptAPI`` alone.
package struct ReferenceFile: Hashable, Sendable {
    package var path: String
    package var text: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
