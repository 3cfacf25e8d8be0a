// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One Lua file of a plugin, read once.
package struct SourceFile: Hashable, Sendable {
    /// As error messages show it, such as "flows/order.lua".
    package var name: String
    /// As `require` knows it; the file that declares is "main".
    package var module: String
    package var text: String

    package init(name: String, module: String, text: String) {
        self.name = name
        self.module = module
        self.text = text
    }
}
