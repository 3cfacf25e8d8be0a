// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension OutboundMessage {
    /// A text, and below it cards side by side.
    ///
    /// Source: Meta, "Interactive media carousel messages": two to ten cards; all have the same kind of picture, and the
    /// same kind and number of buttons.
    package struct Carousel: Hashable, Sendable {
        package struct Card: Hashable, Sendable {
            package enum Action: Hashable, Sendable {
                case link(title: String, url: String)
                case buttons([Buttons.Button])

                /// Equal for cards that can stand side by side.
                fileprivate var shape: Int {
                    switch self {
                    case .link: 0
                    case .buttons(let buttons): buttons.count
                    }
                }
            }

            /// A picture or a video.
            package var header: Media
            package var text: String?
            package var action: Action
        }

        package var text: String
        package var cards: [Card]
    }
}

extension OutboundMessage.Carousel {
    static let names = ["text", "cards"]

    init(_ reader: ScriptReader) throws(MessageProblem) {
        text = try reader.requiredText("text", limit: Limits.interactiveText)
        guard let elements = try reader.list("cards", limit: Limits.cards) else {
            throw MessageProblem("cards", "is missing")
        }
        guard elements.count >= Limits.leastCards else {
            throw MessageProblem(
                "cards", "has \(elements.count) element, at least \(Limits.leastCards) are needed", limit: Limits.leastCards)
        }
        cards = []
        for (index, element) in elements.enumerated() {
            let path = "cards[\(index + 1)]"
            let names = ["header", "text", "buttons", "title", "url"]
            let card = try Card(ScriptReader(element, path: path, names: names))
            if let first = cards.first {
                guard first.header.kind == card.header.kind else {
                    throw MessageProblem(path + ".header.type", "must be as on cards[1]", value: card.header.kind.rawValue)
                }
                guard first.action.shape == card.action.shape else {
                    throw MessageProblem(path + ".buttons", "must be of the kind and number of those on cards[1]")
                }
            }
            cards.append(card)
        }
    }

    var encoded: JSON {
        let cards = cards.enumerated().map { index, card in card.encoded(index) }
        return OutboundMessage.interactive("carousel", text: text, action: ["cards": .array(cards)])
    }
}

extension OutboundMessage.Carousel.Card {
    init(_ reader: ScriptReader) throws(MessageProblem) {
        guard case .media(let media)? = try OutboundMessage.Header(reader, takesMedia: true), media.kind != .document else {
            throw MessageProblem(reader.field("header"), "must be a picture or a video: { type = \"image\", media = … }")
        }
        header = media
        text = try reader.text("text", limit: Limits.cardText)
        if let text, text.count(where: \.isNewline) > Limits.cardLineBreaks {
            throw MessageProblem(
                reader.field("text"), "has more than \(Limits.cardLineBreaks) line breaks", limit: Limits.cardLineBreaks, value: text)
        }
        if reader.value("url") != nil {
            if reader.value("buttons") != nil { throw MessageProblem(reader.field("buttons"), "cannot stand beside url") }
            action = .link(title: try reader.requiredText("title", limit: Limits.linkTitle), url: try reader.url("url"))
        } else {
            action = .buttons(try OutboundMessage.Buttons.buttons(reader, limit: Limits.cardButtons))
        }
    }

    fileprivate func encoded(_ index: Int) -> JSON {
        var object: JSONObject = ["card_index": .integer(Int64(index)), "type": "cta_url", "header": header.typed]
        object["body"] = text.map { ["text": .string($0)] }
        switch action {
        case .link(let title, let url):
            object["action"] = ["name": "cta_url", "parameters": ["display_text": .string(title), "url": .string(url)]]
        case .buttons(let buttons):
            let buttons = buttons.map { button -> JSON in
                ["type": "quick_reply", "quick_reply": ["id": .string(button.id), "title": .string(button.title)]]
            }
            object["action"] = ["buttons": .array(buttons)]
        }
        return .object(object)
    }
}
