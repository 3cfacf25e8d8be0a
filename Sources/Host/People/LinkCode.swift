// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Language

/// A one-time code of eight digits, as a person writes it.
///
/// Eight digits, five wrong ones an hour of one contact and fifty of all together: with ten codes open somebody who asks from ever new numbers needs
/// on average about eleven years to hit one.
package struct LinkCode: Hashable, Sendable {
    package static let length = 8

    /// The digits alone.
    package var digits: String
    /// Whether the person has said that it is a code, rather than written a number that might be anything.
    package var isExplicit: Bool

    private static let words: Set<String> = Set(["code", "my code", "the code", "رمز", "الرمز", "كود", "الكود", "رمزي"].map { NormalizedText.of($0) })

    /// The code that the whole message is: "1234 5678", "code 12345678", "الرمز ١٢٣٤ ٥٦٧٨"; nil where it is anything else.
    package init?(_ content: JSON) {
        guard content["type"]?.text == "text", content["group_id"] == nil, let text = content["text"]?.text, text.utf8.count <= 64 else { return nil }
        let parts = text.split { $0.isWhitespace || ":-.,".contains($0) }
        let numbers = parts.drop { !($0.first?.isWholeNumber ?? false) }
        let word = NormalizedText.of(parts.prefix(parts.count - numbers.count).joined(separator: " "))
        guard word.isEmpty || Self.words.contains(word) else { return nil }
        var digits = ""
        for character in numbers.joined() {
            guard let digit = character.wholeNumberValue, (0...9).contains(digit) else { return nil }
            digits += String(digit)
        }
        isExplicit = !word.isEmpty
        // Whoever says "code 123" has forgotten the rest, and is told so.
        guard digits.count == Self.length || isExplicit && !digits.isEmpty else { return nil }
        self.digits = digits
    }

    /// A new one.
    package static func make(using random: inout some RandomNumberGenerator) -> String {
        (0..<length).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
    }

    /// As it is told to people: in two groups.
    package static func shown(_ digits: String) -> String { "\(digits.prefix(4)) \(digits.dropFirst(4))" }

    /// What the store keeps of a code.
    package static func hash(_ digits: String, _ key: MasterKey) -> String { Hexadecimal.text(key.sign(Array(digits.utf8), for: .linkCodes)) }
}
