// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The language that a text shows by its letters alone.
package enum WrittenLanguage {
    /// "ar" where most letters are Arabic; nil where they tell nothing.
    package static func of(_ text: String) -> String? {
        var arabic = 0, others = 0
        for scalar in text.unicodeScalars.prefix(500) where scalar.properties.isAlphabetic {
            if (0x0600...0x06FF).contains(scalar.value) { arabic += 1 } else { others += 1 }
        }
        return arabic > others ? "ar" : nil
    }
}
