// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension TemplateDefinition {
    /// Holds a message that a script has filled itself, as `chat:send` takes it, against the template as Meta has it.
    ///
    /// - Throws: One ``MessageProblem`` that names everything for which Meta would refuse it (131008, 132000, 132012).
    package func check(_ template: OutboundMessage.Template) throws(MessageProblem) {
        var problems = parts.problems(with: template.parts, isNamed: format == .named, path: "")
        if hasOffer, template.offerEnds == nil { problems.append("lacks \"expiration_time_ms\", when its offer ends") }
        if !hasOffer, template.offerEnds != nil { problems.append("has no offer, and so no place for \"expiration_time_ms\"") }
        if cards.count != template.cards.count {
            problems.append(cards.isEmpty ? "has no place for \"cards\"" : "has \(cards.count) cards, and \"cards\" has \(template.cards.count)")
        } else {
            for (index, card) in cards.enumerated() {
                problems += card.problems(with: template.cards[index], isNamed: format == .named, path: "cards[\(index + 1)].")
            }
        }
        guard problems.isEmpty else { throw MessageProblem("the template \"\(name)\" (\(language))", problems.joined(separator: "; ")) }
    }
}

extension TemplateDefinition.Parts {
    fileprivate func problems(with given: OutboundMessage.Template.Parts, isNamed: Bool, path: String) -> [String] {
        let header = problem(withHeader: given.header, isNamed: isNamed, path: path)
        return [header].compactMap(\.self) + problems(withBody: given.body, isNamed: isNamed, path: path) + problems(withButtons: given.buttons, path: path)
    }

    // MARK: - Header

    private func problem(withHeader given: OutboundMessage.Template.Header?, isNamed: Bool, path: String) -> String? {
        let field = "\"\(path)header\""
        let expected: String? =
            switch header {
            case .text(let text)?: TemplateText.placeholders(in: text).isEmpty ? nil : "a text"
            case .media(let kind)?: Self.article(kind)
            case .location?: "a location"
            case .product?: "a product"
            case nil: nil
            }
        switch (expected, given) {
        case (nil, nil): return nil
        case (nil, _?): return "has no place for \(field)"
        case (let expected?, nil): return "lacks \(field), \(expected)"
        case (let expected?, let given?):
            let found: String =
                switch given {
                case .text: "a text"
                case .media(let media): Self.article(media.kind)
                case .location: "a location"
                case .product: "a product"
                }
            guard found == expected else { return "has \(expected) in its header, and \(field) is \(found)" }
            guard case .text(let value) = given, case .text(let text)? = header, let place = TemplateText.placeholders(in: text).first else { return nil }
            if isNamed, value.name != place {
                return "has the place \"\(place)\" in its header: write \(path)header = { type = \"text\", name = \"\(place)\", text = ... }"
            }
            return !isNamed && value.name != nil ? "has a place by number in its header, and \(field) has a name" : nil
        }
    }

    private static func article(_ kind: MediaKind) -> String { kind == .image ? "an image" : "a \(kind.rawValue)" }

    // MARK: - Body

    private func problems(withBody given: [OutboundMessage.Template.Parameter], isNamed: Bool, path: String) -> [String] {
        let field = "\"\(path)body\""
        // Meta leaves out the words of an authentication template in some answers; the code stands in it all the same.
        let places = hasPassword && placeNames.isEmpty ? ["1"] : placeNames
        let names = given.compactMap(\.name)
        guard isNamed, !hasPassword else {
            if !names.isEmpty { return ["has places by number, and \(field) has names: write a list of \(places.count) values"] }
            return given.count == places.count ? [] : ["has \(places.count) places in its text, and \(field) has \(given.count) values"]
        }
        if !given.isEmpty, names.isEmpty {
            return ["has places by name, and \(field) is a list: write { \(places.map { "\($0) = ..." }.joined(separator: ", ")) }"]
        }
        let missing = places.filter { !names.contains($0) }, unknown = names.filter { !places.contains($0) }
        var problems: [String] = []
        if !missing.isEmpty { problems.append("lacks \(Self.list(missing)) in \(field)") }
        if !unknown.isEmpty {
            let hint = unknown.count == 1 ? NearestName.of(unknown[0], among: missing.isEmpty ? places : missing).map { ", did you mean \"\($0)\"?" } ?? "" : ""
            problems.append("has no place for \(Self.list(unknown)) of \(field)\(hint)")
        }
        return problems
    }

    private static func list(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }

    // MARK: - Buttons

    private func problems(withButtons given: [OutboundMessage.Template.Button], path: String) -> [String] {
        var problems: [String] = []
        for button in given {
            let field = "the button \(button.index + 1) of \"\(path)buttons\""
            guard buttons.indices.contains(button.index) else {
                problems.append("has \(buttons.count) buttons, and so no place for \(field)")
                continue
            }
            let kind = buttons[button.index].kind
            if !kind.takes(button.value) { problems.append("has no place for \(field), whose own button is of type \(kind.typeName)") }
        }
        for (index, button) in buttons.enumerated() where button.kind.needsValue && !given.contains(where: { $0.index == index }) {
            problems.append("lacks a value for its button \(index + 1), of type \(button.kind.typeName), in \"\(path)buttons\"")
        }
        return problems
    }
}

extension TemplateDefinition.Button.Kind {
    /// Whether a message without a value for it is refused.
    fileprivate var needsValue: Bool {
        switch self {
        case .url(let address): !TemplateText.placeholders(in: address).isEmpty
        case .copyCode, .password, .products: true
        case .quickReply, .flow, .catalog, .voiceCall, .fixed: false
        }
    }

    fileprivate func takes(_ value: OutboundMessage.Template.Button.Value) -> Bool {
        switch (self, value) {
        case (.url(let address), .urlSuffix): !TemplateText.placeholders(in: address).isEmpty
        case (.password, .urlSuffix), (.copyCode, .couponCode), (.quickReply, .payload), (.flow, .flow), (.catalog, .catalog), (.products, .products),
            (.voiceCall, .voiceCall):
            true
        default: false
        }
    }

    /// As `chat:send` calls it.
    fileprivate var typeName: String {
        switch self {
        case .quickReply: "quick_reply"
        case .url: "url"
        case .copyCode: "copy_code"
        case .password: "otp"
        case .flow: "flow"
        case .catalog: "catalog"
        case .products: "products"
        case .voiceCall: "voice_call"
        case .fixed(let type): type.lowercased()
        }
    }
}
