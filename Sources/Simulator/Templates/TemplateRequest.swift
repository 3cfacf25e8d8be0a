// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// A request to create a template, checked as far as Meta does before a person or a machine reads it.
///
/// Source: Meta, "Message templates", "Template components"; subcodes from "Error codes".
struct TemplateRequest {
    let object: JSONObject
    private static let categories = ["AUTHENTICATION", "MARKETING", "UTILITY"]

    func template(id: String, account: String) throws(GraphError) -> SimulatedTemplate {
        guard let name = object["name"]?.text, !name.isEmpty else { throw .required("name") }
        guard TemplateNaming.isName(name) else {
            throw .parameter("Param name must have lowercase letters, digits and underscores alone.")
        }
        guard let language = object["language"]?.text, !language.isEmpty else { throw .required("language") }
        guard let category = object["category"]?.text else { throw .required("category") }
        guard Self.categories.contains(category.uppercased()) else {
            throw .parameter("Param category must be one of {\(Self.categories.joined(separator: ", "))} - got \"\(category)\".")
        }
        guard let components = object["components"]?.elements, !components.isEmpty else { throw .required("components") }
        let template = SimulatedTemplate(
            id: id, account: account, name: name, language: language, category: category.uppercased(),
            format: object["parameter_format"]?.text?.uppercased(), components: components)
        guard let definition = template.definition else { throw .parameter("Invalid parameter") }
        try check(definition, components)
        return template
    }

    private func check(_ definition: TemplateDefinition, _ components: [JSON]) throws(GraphError) {
        let body = definition.parts.body.trimmingSpaces
        let isPassword = definition.category == "AUTHENTICATION"
        guard isPassword || !body.isEmpty else {
            throw .template(2_388_043, "Message template \"components\" param is missing expected field(s): a BODY with text")
        }
        guard Limits.length(of: body) <= Limits.templateText else {
            throw .template(2_388_040, "The message body has more than \(Limits.templateText) characters")
        }
        if case .text(let text)? = definition.parts.header, Limits.length(of: text) > Limits.templateHeader {
            throw .template(2_388_040, "The header has more than \(Limits.templateHeader) characters")
        }
        if let footer = definition.parts.footer, Limits.length(of: footer) > Limits.templateFooter {
            throw .template(2_388_040, "The footer has more than \(Limits.templateFooter) characters")
        }
        guard !body.hasPrefix("{{"), !body.hasSuffix("}}") else {
            throw .template(2_388_299, "Message template parameters cannot be at the beginning or the end")
        }
        for type in ["HEADER", "BODY"] {
            let component = components.first { $0["type"]?.text?.uppercased() == type }
            guard let text = component?["text"]?.text, !TemplateText.placeholders(in: text).isEmpty else { continue }
            guard component?["example"]?.object?.isEmpty == false else {
                throw .template(2_388_043, "Message template \"components\" param is missing expected field(s): an example for the \(type)")
            }
        }
        guard definition.parts.buttons.count <= Limits.templateButtons else {
            throw .parameter("Param components: a message template has at most \(Limits.templateButtons) buttons")
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
