// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import WhatsApp

/// A message template of an account on the simulated platform.
package struct SimulatedTemplate: Hashable, Sendable {
    package var id: String
    /// The account that it belongs to.
    package var account: String
    package var name: String
    package var language: String
    package var category: String
    package var status: TemplateStatus
    package var quality: String?
    /// Why it was rejected, in Meta's word such as "INVALID_FORMAT".
    package var rejection: String?
    /// When it was edited while it was approved, the earliest first: that is limited.
    package var edits: [Timestamp] = []
    /// "NAMED" or "POSITIONAL", where its maker said.
    package var format: String?
    /// As its maker wrote them; nil takes any values in any place.
    package var components: [JSON]?

    package init(
        id: String, account: String, name: String, language: String, category: String = "UTILITY", status: TemplateStatus = .approved,
        quality: String? = nil, format: String? = nil, components: [JSON]? = nil
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.language = language
        self.category = category
        self.status = status
        self.quality = quality
        self.format = format
        self.components = components
    }

    /// A member of the list that Meta gives. Source: Meta, `GET /WABA_ID/message_templates`.
    package var member: JSON {
        var object: JSONObject = [
            "id": .string(id), "name": .string(name), "language": .string(language), "status": .string(status.name),
            "category": .string(category), "components": .array(components ?? []),
        ]
        object["parameter_format"] = format.map(JSON.string)
        object["quality_score"] = ["score": .string(quality ?? "UNKNOWN")]
        object["rejected_reason"] = .string(rejection ?? "NONE")
        return .object(object)
    }

    /// Nil where it takes any values.
    var definition: TemplateDefinition? {
        guard components != nil, let object = member.object else { return nil }
        return TemplateDefinition(object)
    }
}
