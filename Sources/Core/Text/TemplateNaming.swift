// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What the names and languages of message templates look like. Source: Meta, "Templates".
package enum TemplateNaming {
    /// Characters of a name.
    package static let longestName = 512

    /// Lower-case letters, digits and "_", at most 512.
    package static func isName(_ text: String) -> Bool {
        (1...longestName).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0 &- UInt8(ascii: "0") < 10 || $0 &- UInt8(ascii: "a") < 26 }
    }

    /// Two or three letters, and where it is needed a country in capitals: "en", "fil", "pt_BR".
    package static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && (2...3).contains(parts[0].count)
            && parts[0].utf8.allSatisfy { $0 &- UInt8(ascii: "a") < 26 }
            && parts.dropFirst().allSatisfy { (2...3).contains($0.count) && $0.utf8.allSatisfy { $0 &- UInt8(ascii: "A") < 26 } }
    }
}
