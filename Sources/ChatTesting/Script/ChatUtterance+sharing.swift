// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import WhatsApp

extension ChatUtterance {
    /// `contacts Omar Said +20 100 7654321, Sara +201001112233`: a number behind each name tells it from a text that begins with the word.
    static func contacts(in text: String) -> ChatUtterance? {
        guard text.hasPrefix("contacts ") else { return nil }
        var cards: [Card] = []
        for part in text.dropFirst(9).split(separator: ",", omittingEmptySubsequences: false).map({ String($0).trimmed }) {
            guard let plus = part.firstIndex(of: "+"), plus > part.startIndex, let phone = ContactAliases.digits(of: String(part[plus...])) else { return nil }
            cards.append(Card(name: String(part[..<plus]).trimmed, phone: phone))
        }
        return .contacts(cards)
    }

    /// `order cement-50 x2, lime-25 x1 42.50 EGP "by Thursday"`: how many of each tells it from a text that begins with the word.
    static func order(in text: String) -> ChatUtterance? {
        guard text.hasPrefix("order "), let (basket, words) = quoted(text.dropFirst(6)) else { return nil }
        var items: [Item] = []
        for part in basket.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ").map(String.init)
            guard words.count == 2 || words.count == 4, words[1].hasPrefix("x"), let quantity = Int(words[1].dropFirst()), (1...999).contains(quantity)
            else { return nil }
            var item = Item(product: words[0], quantity: quantity, price: 0, currency: "USD")
            if words.count == 4 {
                guard let price = Double(words[2]), price >= 0, words[3].count == 3, words[3].allSatisfy({ $0.isASCII && $0.isUppercase }) else { return nil }
                item.price = price
                item.currency = words[3]
            }
            items.append(item)
        }
        return .order(items, text: words)
    }

    /// What people do that is no message, as a `!` line has it.
    static let deeds = ["edit \"Three bags\"", "delete", "call", "marketing stop", "marketing start", "number +201009876543"]

    /// Reads `edit "Three bags"`, `delete`, `call`, `marketing stop`, `number +201009876543`; nil where it is something else.
    init?(deed text: String) throws(ChatMistake) {
        let word = text.prefix { !$0.isWhitespace }.lowercased()
        let rest = String(text.dropFirst(word.count)).trimmed
        switch (word, rest) {
        case ("delete", ""): self = .deletion
        case ("call", ""): self = .call
        case ("marketing", "stop"): self = .marketing(false)
        case ("marketing", "start"): self = .marketing(true)
        case ("edit", _) where rest.count > 2 && rest.first == "\"" && rest.last == "\"": self = .edit(String(rest.dropFirst().dropLast()))
        case ("number", _):
            guard rest.hasPrefix("+"), let phone = ContactAliases.digits(of: rest) else { throw Self.incomplete(text, "number +201009876543") }
            self = .number(phone)
        case ("edit", _): throw Self.incomplete(text, "edit \"Three bags\"")
        case ("marketing", _): throw Self.incomplete(text, "marketing stop")
        default: return nil
        }
    }

    private static func incomplete(_ text: String, _ example: String) -> ChatMistake {
        ChatMistake(message: "\"! \(text)\" is not complete: write it like \"! \(example)\"")
    }
}
