// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A parameter, an option, a field: something with a name and a type.
package struct ScriptField: Hashable, Sendable {
    package var name: String
    package var type: ScriptType
    package var isOptional: Bool
    /// What stands for it where it is left out, in Lua.
    package var standard: String?
    /// What the error says is needed, where the type alone would not tell.
    package var needs: String?
    package var text: String

    package init(_ name: String, _ type: ScriptType, needs: String? = nil, _ text: String) {
        self.init(name: name, type: type, isOptional: false, standard: nil, needs: needs, text: text)
    }

    private init(name: String, type: ScriptType, isOptional: Bool, standard: String?, needs: String?, text: String) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
        self.standard = standard
        self.needs = needs
        self.text = text
    }

    /// One that can be left out.
    package static func optional(
        _ name: String, _ type: ScriptType, standard: String? = nil, needs: String? = nil, _ text: String
    ) -> ScriptField {
        ScriptField(name: name, type: type, isOptional: true, standard: standard, needs: needs, text: text)
    }
}
