// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The parts of a template as people write them down, without Meta's form: texts, buttons, and an example for each place.
package struct TemplateForm: Hashable, Sendable {
    package enum Button: Hashable, Sendable {
        case quickReply(String)
        /// `example` is what may stand in the place at the address's end.
        case link(String, url: String, example: String?)
        case call(String, phone: String)
        /// Copies a coupon, of which this is one.
        case copyCode(example: String)
    }

    /// A text. A file in the header needs a handle of Meta's Resumable Upload API, and so Meta's form.
    package var header: String?
    package var body: String?
    package var footer: String?
    /// Nil leaves those that are there.
    package var buttons: [Button]?
    /// By the names of the places; "header" is that of a header whose place is a number, "button_1" that of the first button.
    package var examples: [String: String]

    package init(
        header: String? = nil, body: String? = nil, footer: String? = nil, buttons: [Button]? = nil, examples: [String: String] = [:]
    ) {
        self.header = header
        self.body = body
        self.footer = footer
        self.buttons = buttons
        self.examples = examples
    }

    package var isEmpty: Bool { self == TemplateForm() }

    /// Meta's form of it.
    /// - Parameter known: The components of the template that is changed: parts that are not given stay as they are there.
    package func components(over known: [JSON] = []) -> [JSON] {
        let isNamed = ["HEADER", "BODY"].contains { type in
            let text = (type == "HEADER" ? header : body) ?? TemplateDraft.component(type, of: known)?["text"]?.text ?? ""
            return TemplateText.placeholders(in: text).contains { Int($0) == nil }
        }
        var components: [JSON] = []
        if let header = text("HEADER", header, over: known, isNamed: isNamed) { components.append(header) }
        if let body = text("BODY", body, over: known, isNamed: isNamed) { components.append(body) }
        if let footer = footer.map({ ["type": "FOOTER", "text": .string($0)] as JSON }) ?? TemplateDraft.component("FOOTER", of: known) {
            components.append(footer)
        }
        let rest = known.filter { !["HEADER", "BODY", "FOOTER", "BUTTONS"].contains($0["type"]?.text?.uppercased() ?? "") }
        guard let buttons else { return components + rest + [TemplateDraft.component("BUTTONS", of: known)].compactMap(\.self) }
        let made = buttons.enumerated().map { button($0.element, at: $0.offset) }
        return components + rest + (made.isEmpty ? [] : [["type": "BUTTONS", "buttons": .array(made)]])
    }

    private func text(_ type: String, _ given: String?, over known: [JSON], isNamed: Bool) -> JSON? {
        let before = TemplateDraft.component(type, of: known)
        // A file, or nothing.
        guard let text = given ?? before?["text"]?.text else { return before }
        var object: JSONObject = ["type": .string(type)]
        if type == "HEADER" { object["format"] = "TEXT" }
        object["text"] = .string(text)
        let places = TemplateText.placeholders(in: text)
        let earlier = before.map { TemplateExamples.values(of: $0) } ?? [:]
        let values = places.map { place in
            (place: place, value: examples[type == "HEADER" && !isNamed ? "header" : place] ?? earlier[place])
        }
        object["example"] = TemplateExamples.json(values, of: type, isNamed: isNamed)
        return .object(object)
    }

    private func button(_ button: Button, at index: Int) -> JSON {
        switch button {
        case .quickReply(let text): return ["type": "QUICK_REPLY", "text": .string(text)]
        case .call(let text, let phone): return ["type": "PHONE_NUMBER", "text": .string(text), "phone_number": .string(phone)]
        case .copyCode(let example): return ["type": "COPY_CODE", "example": .string(example)]
        case .link(let text, let url, let example):
            var object: JSONObject = ["type": "URL", "text": .string(text), "url": .string(url)]
            if let place = TemplateText.placeholders(in: url).first, let example = example ?? examples["button_\(index + 1)"] {
                // Meta wants the whole address.
                let whole = example.hasPrefix("http") ? example : TemplateText.filled(url, with: [place: example])
                object["example"] = [.string(whole)]
            }
            return .object(object)
        }
    }
}
