// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Checks components in Meta's form, and collects what is wrong with them.
struct TemplateRules {
    let isPassword: Bool
    /// Whether the places have names, rather than numbers.
    let isNamed: Bool
    private(set) var problems: [String] = []

    init(isPassword: Bool, isNamed: Bool) {
        self.isPassword = isPassword
        self.isNamed = isNamed
    }

    mutating func report(_ problem: String) { problems.append(problem) }

    /// - Parameter path: Of a card, with a space at its end; empty for the template itself.
    mutating func check(_ components: [JSON], path: String) {
        for type in ["HEADER", "BODY", "FOOTER", "BUTTONS"] {
            let count = components.count { $0["type"]?.text?.uppercased() == type }
            if count > 1 { report("\(path)there are \(count) components of type \(type): leave one") }
        }
        header(TemplateDraft.component("HEADER", of: components), path)
        body(TemplateDraft.component("BODY", of: components), path)
        if let text = TemplateDraft.component("FOOTER", of: components)?["text"]?.text {
            length(of: text, path + "the footer", Limits.templateFooter)
            if !TemplateText.placeholders(in: text).isEmpty {
                report("\(path)the footer has a place in \"\(Self.shortened(text))\", and may have none: put it into the body")
            }
        }
        buttons(TemplateDraft.component("BUTTONS", of: components)?["buttons"]?.elements ?? [], path)
        guard let cards = TemplateDraft.component("CAROUSEL", of: components)?["cards"]?.elements else { return }
        if !(Limits.leastCards...Limits.cards).contains(cards.count) {
            report("the carousel has \(cards.count) cards, it may have \(Limits.leastCards) to \(Limits.cards)")
        }
        for (index, card) in cards.enumerated() { check(card["components"]?.elements ?? [], path: "card \(index + 1): ") }
    }

    // MARK: - Texts

    private mutating func header(_ header: JSON?, _ path: String) {
        guard let header else { return }
        let format = header["format"]?.text?.uppercased() ?? "TEXT"
        guard format == "TEXT" else {
            let needsFile = ["IMAGE", "VIDEO", "GIF", "DOCUMENT"].contains(format)
            let handle = header["example"]?["header_handle"]?[0]?.text ?? ""
            // What Meta's list shows in its place is an address.
            if needsFile, handle.isEmpty || handle.hasPrefix("https://") {
                report(
                    "\(path)the header is of type \(format) and has no example: give the whole template in a file, with \"example\": "
                        + "{\"header_handle\": [\"...\"]}, the handle that Meta's Resumable Upload API gives for a file like it")
            }
            return
        }
        guard let text = header["text"]?.text, !text.isEmpty else {
            report("\(path)the header has no text: write one, or leave it out")
            return
        }
        length(of: text, path + "the header", Limits.templateHeader)
        if text.contains(where: \.isNewline) { report("\(path)the header has a line break, and is one line") }
        let places = places(in: text, path + "the header")
        if places.count > 1 {
            report("\(path)the header has \(places.count) places (\(places.joined(separator: ", "))), it may have one: put the others into the body")
        }
        examples(for: places, of: header, path + "the header", key: isNamed ? nil : "header")
    }

    private mutating func body(_ body: JSON?, _ path: String) {
        let isCard = !path.isEmpty
        guard let text = body?["text"]?.text, let body, !text.allSatisfy(\.isWhitespace) else {
            // Meta writes the words of a password's template, and a card may have none.
            if !isPassword, !isCard { report("the body has no text: write one, it is the one part that every template has") }
            return
        }
        length(of: text, path + "the body", isCard ? Limits.cardText : Limits.templateText)
        let places = places(in: text, path + "the body")
        examples(for: places, of: body, path + "the body", key: nil)
        let words = text.trimmed
        if words.hasPrefix("{{") {
            report("\(path)the body begins with a place, \"\(Self.shortened(words))\": put a word before it (Meta's 2388299)")
        }
        if words.hasSuffix("}}") {
            report("\(path)the body ends with a place, \"…\(words.suffix(24))\": put a word or a full stop after it (Meta's 2388299)")
        }
        if words.contains("}}{{") { report("\(path)two places stand next to each other in the body: put words or a comma between them") }
    }

    private mutating func length(of text: String, _ part: String, _ limit: Int) {
        let length = Limits.length(of: text)
        if length > limit { report("\(part) has \(length) characters, the limit is \(limit): shorten \"\(Self.shortened(text))\"") }
    }

    /// The names of its places, checked.
    private mutating func places(in text: String, _ part: String) -> [String] {
        if text.count(of: "{{") != text.count(of: "}}") {
            report("\(part) has a brace too few in \"\(Self.shortened(text))\": a place is written {{name}}")
        }
        let places = TemplateText.placeholders(in: text)
        let numbers = places.compactMap { Int($0) }
        if isNamed, !numbers.isEmpty {
            report(
                "\(part) has the place {{\(numbers[0])}}, and others have names: give all of them names, or numbers from 1, as Meta takes one kind in a template")
        } else if !isNamed, numbers != Array(1..<(1 + places.count)) {
            report(
                "the places of \(part) are \(places.map { "{{\($0)}}" }.joined(separator: ", ")): number them from {{1}}, in the order of the text, without a gap")
        }
        for place in places where Int(place) == nil && !place.utf8.allSatisfy(Self.isPlaceCharacter) {
            report("\(part) has the place {{\(place)}}, and a name has lower-case letters, digits and _ alone")
        }
        return places
    }

    /// - Parameter key: By which the example of the one place is given on the command line; nil: by its name.
    private mutating func examples(for places: [String], of component: JSON, _ part: String, key: String?) {
        let values = TemplateExamples.values(of: component)
        // Of places by number the examples stand in the order of the text.
        for (index, place) in places.enumerated() where values[isNamed ? place : String(index + 1)]?.allSatisfy(\.isWhitespace) != false {
            report("\(part) has the place {{\(place)}} and no example for it, which Meta's reviewers need: give one (\(key ?? place) = \"...\")")
        }
    }

    // MARK: - Buttons

    private mutating func buttons(_ buttons: [JSON], _ path: String) {
        if buttons.count > Limits.templateButtons {
            report("\(path)there are \(buttons.count) buttons, the limit is \(Limits.templateButtons)")
        }
        func count(_ type: String) -> Int { buttons.count { $0["type"]?.text?.uppercased() == type } }
        for (type, most) in [("URL", Limits.templateLinks), ("PHONE_NUMBER", 1), ("COPY_CODE", 1)] where count(type) > most {
            report("\(path)there are \(count(type)) buttons of type \(type), the limit is \(most)")
        }
        // Quick replies stand together, before the others or after them.
        let replies = buttons.map { $0["type"]?.text?.uppercased() == "QUICK_REPLY" }
        if zip(replies, replies.dropFirst()).count(where: { $0 != $1 }) > 1 {
            report("\(path)quick replies and other buttons are mixed: put all quick replies first, or all of them last")
        }
        for (index, button) in buttons.enumerated() { self.button(button, "\(path)button \(index + 1)", place: index + 1) }
    }

    private mutating func button(_ button: JSON, _ part: String, place: Int) {
        let type = button["type"]?.text?.uppercased() ?? ""
        if ["QUICK_REPLY", "URL", "PHONE_NUMBER"].contains(type) {
            let title = button["text"]?.text ?? ""
            if title.allSatisfy(\.isWhitespace) { report("\(part) has no text: write its label") }
            length(of: title, part, Limits.templateButtonTitle)
        }
        switch type {
        case "": report("\(part) has no type: write one, such as QUICK_REPLY or URL")
        case "URL":
            let url = button["url"]?.text ?? ""
            if !url.hasPrefix("https://"), !url.hasPrefix("http://") {
                report("\(part) opens \"\(Self.shortened(url))\", which is no address: write one that begins with https://")
            }
            length(of: url, "the address of \(part)", Limits.url)
            let places = TemplateText.placeholders(in: url)
            if places.count > 1 || places.count == 1 && !url.hasSuffix("}}") {
                report("the address of \(part), \"\(Self.shortened(url))\", may have one place, at its end")
            }
            let example = button["example"]?[0]?.text ?? button["example"]?.text ?? ""
            if !places.isEmpty, example.isEmpty {
                report("the address of \(part) has a place and no example for it: give one (button_\(place) = \"...\")")
            }
        case "PHONE_NUMBER":
            let phone = button["phone_number"]?.text ?? ""
            if phone.isEmpty { report("\(part) calls no number: write one with its country code") }
            length(of: phone, "the number of \(part)", Limits.templatePhone)
        case "COPY_CODE":
            let example = button["example"]?.text ?? button["example"]?[0]?.text ?? ""
            if example.isEmpty { report("\(part) copies a code and has no example of one") }
            length(of: example, "the example of \(part)", Limits.couponCode)
        default: break
        }
    }

    private static func isPlaceCharacter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte &- UInt8(ascii: "0") < 10 || byte &- UInt8(ascii: "a") < 26
    }

    private static func shortened(_ text: String) -> String {
        let line = String(text.prefix(48).map { $0.isNewline ? " " : $0 })
        return text.count > 48 ? line + "…" : line
    }
}

extension String {
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }

    fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
