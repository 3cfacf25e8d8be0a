// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A table of functions that scripts have, such as `bot.store`.
package struct ScriptNamespace: Sendable {
    /// As scripts write it; empty for the functions that stand alone.
    package var name: String
    package var text: String
    /// Its functions are called with a colon.
    package var hasMethods: Bool
    /// What can be read of it, beside the functions.
    package var fields: [ScriptField]
    package var functions: [ScriptFunction]

    package init(
        _ name: String, _ text: String, hasMethods: Bool = false, fields: [ScriptField] = [], _ functions: [ScriptFunction]
    ) {
        self.name = name
        self.text = text
        self.hasMethods = hasMethods
        self.fields = fields
        self.functions = functions
    }

    /// As it is written where it is called: "chat:say", "bot.store.get", "require".
    package func path(_ function: ScriptFunction) -> String {
        name.isEmpty ? function.name : name + (hasMethods ? ":" : ".") + function.name
    }
}
