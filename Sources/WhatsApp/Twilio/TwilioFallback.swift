// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The one rule for what Twilio cannot send as it is: its words, and its choices with numbers, one to a line.
///
/// A number is understood as an answer wherever flows ask (`chat:choose`, `chat:confirm`).
enum TwilioFallback {
    struct Choice: Hashable {
        var id: String
        var title: String
        var description: String?
        /// The title of its section, on the first row of it.
        var section: String?
    }

    /// - Parameter value: what stands under `type` in Meta's JSON.
    /// - Throws: ``MessageProblem`` where there are no words in it.
    static func text(type: String, _ value: JSON) throws(MessageProblem) -> String {
        var count = 0
        let text = type == "contacts" ? contacts(value) : lines(of: value, counting: &count).filter { !$0.isEmpty }.joined(separator: "\n")
        guard !text.allSatisfy(\.isWhitespace) else {
            throw MessageProblem("type", "cannot be sent through Twilio, and has no words to send in its place", value: type)
        }
        return text
    }

    /// Header, text and footer; of a header that is a file its address.
    static func body(of value: JSON) -> String {
        [header(of: value), value["body"]?["text"]?.text ?? value["body"]?.text, value["footer"]?["text"]?.text]
            .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func header(of value: JSON) -> String? {
        guard let header = value["header"] else { return nil }
        return header["text"]?.text ?? (header["type"]?.text).flatMap { header[$0]?["link"]?.text }
    }

    /// The buttons or rows of an interactive message, in their order.
    static func choices(of interactive: JSON) -> [Choice] {
        let action = interactive["action"]
        let buttons = (action?["buttons"]?.elements ?? []).compactMap { $0["reply"] ?? $0["quick_reply"] }.map { choice($0, section: nil) }
        let sections = action?["sections"]?.elements ?? []
        let rows = sections.flatMap { section in
            (section["rows"]?.elements ?? []).enumerated().map { choice($0.element, section: $0.offset == 0 ? section["title"]?.text : nil) }
        }
        return buttons + rows
    }

    private static func choice(_ json: JSON, section: String?) -> Choice {
        Choice(
            id: json["id"]?.text ?? "", title: json["title"]?.text ?? json["id"]?.text ?? "", description: json["description"]?.text,
            section: section)
    }

    /// The words, the choices with their numbers, and the address that a button would open; then the same of each card.
    private static func lines(of value: JSON, counting count: inout Int) -> [String] {
        var lines = [body(of: value)]
        for choice in choices(of: value) {
            if let section = choice.section, !section.isEmpty { lines.append(section) }
            count += 1
            lines.append("\(count). \(choice.title)" + (choice.description.map { ": " + $0 } ?? ""))
        }
        let action = value["action"]
        if let url = action?["parameters"]?["url"]?.text {
            lines.append([action?["parameters"]?["display_text"]?.text, url].compactMap(\.self).joined(separator: ": "))
        }
        for card in action?["cards"]?.elements ?? [] { lines += self.lines(of: card, counting: &count) }
        return lines
    }

    private static func contacts(_ cards: JSON) -> String {
        (cards.elements ?? []).map { card in
            let phones = (card["phones"]?.elements ?? []).compactMap { $0["phone"]?.text }
            let mails = (card["emails"]?.elements ?? []).compactMap { $0["email"]?.text }
            return ([card["name"]?["formatted_name"]?.text].compactMap(\.self) + phones + mails).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
