// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension TemplateDefinition {
    /// A place that a message has a value for.
    package struct Parameter: Hashable, Sendable {
        /// By which ``message(values:names:)`` takes the value.
        package var name: String
        /// Whether a message without it is refused.
        package var isRequired: Bool
    }

    /// Every place, in the order in which the person sees them:
    /// - `header`, for a text with a place, a file, a location or a product;
    /// - the body's names; of a positional template "1", "2" ..., or the names that the script declares for them;
    /// - `code`, for a one-time password, wherever it stands;
    /// - `button_1`, `button_2` ..., for buttons with an address that ends in a place, a code to copy, a payload, a Flow;
    /// - `expiration_time_ms`, for an offer that ends;
    /// - `cards`: a list of tables with `header`, names and buttons of each card.
    package func parameters(names: [String] = []) -> [Parameter] {
        var parameters: [Parameter] = []
        for place in parts.places(self, names: names) where !parameters.contains(where: { $0.name == place.name }) {
            parameters.append(Parameter(name: place.name, isRequired: place.isRequired))
        }
        if hasOffer { parameters.append(Parameter(name: "expiration_time_ms", isRequired: true)) }
        if cards.contains(where: { card in card.places(self, names: []).contains(where: \.isRequired) }) {
            parameters.append(Parameter(name: "cards", isRequired: true))
        }
        return parameters
    }

    /// The message of this template with these values.
    ///
    /// - Parameters:
    ///   - values: by name. Line breaks and tabs in a text become spaces, because Meta refuses them.
    ///   - names: what a positional template's places are called, in their order; without them "1", "2" ...
    /// - Throws: ``MessageProblem`` that names every value that is missing, empty or has no place, or the one that is wrong.
    package func message(values: JSON, names: [String] = []) throws(MessageProblem) -> OutboundMessage {
        let subject = "the template \"\(name)\" (\(language))"
        guard let given = values.object ?? (values.isNull ? [:] : nil) else {
            throw MessageProblem("the values of \(subject)", "are \(values.typeName), they must be a table")
        }
        let places = parts.placeNames
        if !names.isEmpty, format == .positional, names.count != places.count {
            throw MessageProblem(
                subject, "has \(places.count) places in its text, and \(names.count) are declared: \(names.joined(separator: ", "))")
        }
        var filling = Filling(values: given, path: "", subject: subject)
        var template = OutboundMessage.Template(name: name, language: language)
        template.parts = try filling.fill(parts, of: self, names: names)
        if hasOffer, let value = filling.take("expiration_time_ms", isRequired: true) {
            guard let time = value.int else {
                throw MessageProblem("expiration_time_ms", "is \(value.typeName), it must be a whole number")
            }
            template.offerEnds = Timestamp(milliseconds: time)
        }
        if !cards.isEmpty { template.cards = try cards(&filling, subject) }
        try filling.finish()
        return OutboundMessage(.template(template))
    }

    private func cards(_ filling: inout Filling, _ subject: String) throws(MessageProblem) -> [OutboundMessage.Template.Parts] {
        let isNeeded = cards.contains { card in card.places(self, names: []).contains(where: \.isRequired) }
        let value = filling.take("cards", isRequired: isNeeded)
        guard let elements = value?.elements else {
            guard let value else { return [] }
            throw MessageProblem("cards", "is \(value.typeName), it must be a list")
        }
        guard elements.count == cards.count else {
            throw MessageProblem("cards", "has \(elements.count) elements, \(subject) has \(cards.count) cards", limit: cards.count)
        }
        var result: [OutboundMessage.Template.Parts] = []
        for (index, card) in cards.enumerated() {
            let path = "cards[\(index + 1)]"
            guard let values = elements[index].object else {
                throw MessageProblem(path, "is \(elements[index].typeName), it must be a table")
            }
            var inner = Filling(values: values, path: path + ".", subject: subject)
            result.append(try inner.fill(card, of: self, names: []))
            try inner.finish()
        }
        return result
    }
}

extension TemplateDefinition.Parts {
    /// A place with the name of its value.
    struct Place {
        enum Kind {
            case header
            /// In the body, under its name in the braces.
            case body(String)
            case button(Int)
        }

        var name: String
        var kind: Kind
        var isRequired: Bool
    }

    /// The names in the braces of the body.
    var placeNames: [String] { TemplateText.placeholders(in: body) }

    var hasPassword: Bool { buttons.contains { $0.kind == .password } }

    func places(_ template: TemplateDefinition, names: [String]) -> [Place] {
        var places: [Place] = []
        switch header {
        case .text(let text)?:
            if let inner = TemplateText.placeholders(in: text).first {
                places.append(Place(name: template.format == .named ? inner : "header", kind: .header, isRequired: true))
            }
        case .media?, .location?, .product?: places.append(Place(name: "header", kind: .header, isRequired: true))
        case nil: break
        }
        let inner = placeNames
        // Meta leaves out the words of an authentication template in some answers; the code stands in it all the same.
        if hasPassword {
            places.append(Place(name: "code", kind: .body(inner.first ?? "1"), isRequired: true))
        } else {
            for (index, name) in inner.enumerated() {
                let given = template.format == .positional && index < names.count ? names[index] : name
                places.append(Place(name: given, kind: .body(name), isRequired: true))
            }
        }
        for (index, button) in buttons.enumerated() {
            let isRequired: Bool
            switch button.kind {
            case .url(let address):
                if TemplateText.placeholders(in: address).isEmpty { continue }
                isRequired = true
            case .copyCode, .products: isRequired = true
            case .quickReply, .flow, .catalog, .voiceCall: isRequired = false
            case .password, .fixed: continue
            }
            places.append(Place(name: "button_\(index + 1)", kind: .button(index), isRequired: isRequired))
        }
        return places
    }
}
