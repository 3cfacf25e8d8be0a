// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Lua that shows a function, and the conversation that comes of it. Tests play every one.
package struct ScriptExample: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        /// The lines stand in the function of a flow that "talk" begins.
        case flow
        /// It is a whole file.
        case file
        /// It is the main.lua of a plugin; further files by their names.
        case folder([String: String])
    }

    package var place: Place
    package var lua: String
    /// The lines of a `.chat` file.
    package var chat: String

    /// - Parameter chat: what follows `> talk`.
    package init(_ lua: String, chat: String) { self.init(.flow, lua, chat: "> talk\n" + chat) }

    package init(_ place: Place, _ lua: String, chat: String) {
        self.place = place
        self.lua = lua
        self.chat = chat
    }
}
