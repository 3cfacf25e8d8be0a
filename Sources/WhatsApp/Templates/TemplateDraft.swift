// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A template as it is to be: what Meta is asked to create, or to make of one that is there.
///
/// Source: Meta, "Templates" (creation), "Template components".
package struct TemplateDraft: Hashable, Sendable {
    package var name: String
    /// Meta's code, such as "en" or "pt_BR".
    package var language: String
    /// "MARKETING", "UTILITY" or "AUTHENTICATION".
    package var category: String
    package var format: TemplateDefinition.Format
    /// In Meta's form, with the examples that its reviewers see.
    package var components: [JSON]
    /// What else Meta takes with it, such as "message_send_ttl_seconds".
    package var options: JSONObject

    package static let categories = ["marketing", "utility", "authentication"]

    /// - Parameter format: Nil: what the names of the places say.
    package init(
        name: String, language: String, category: String, format: TemplateDefinition.Format? = nil, components: [JSON], options: JSONObject = [:]
    ) {
        self.name = name
        self.language = language
        self.category = category.uppercased()
        self.components = components
        self.options = options
        self.format = format ?? (Self.places(of: components).allSatisfy { Int($0) != nil } ? .positional : .named)
    }

    /// What `POST /WABA_ID/message_templates` takes.
    package var body: JSON {
        var object = options
        object["name"] = .string(name)
        object["language"] = .string(language)
        object["category"] = .string(category)
        object["parameter_format"] = .string(format == .named ? "NAMED" : "POSITIONAL")
        object["components"] = .array(components)
        return .object(object)
    }

    /// How it will be known when Meta has it.
    package var definition: TemplateDefinition? {
        var object = body.object ?? [:]
        object["status"] = "PENDING"
        return TemplateDefinition(object)
    }

    /// The names of all places in header and body, in the order in which they come first.
    package var places: [String] { Self.places(of: components) }

    private static func places(of components: [JSON]) -> [String] {
        ["HEADER", "BODY"].flatMap { type in TemplateText.placeholders(in: component(type, of: components)?["text"]?.text ?? "") }
    }

    static func component(_ type: String, of components: [JSON]) -> JSON? {
        components.first { $0["type"]?.text?.uppercased() == type }
    }
}
