// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import WhatsApp

/// What to do where Meta does not take a template. Source: Meta, "Error codes", "Template management".
enum TemplateAdvice {
    private static let bySubcode: [Int: String] = [
        2_388_019:
            "The account has as many templates as it may (\(Limits.templates), or 6,000 once its portfolio is verified): delete one with "
            + "`moonpost template delete`",
        2_388_023: "One of this name was deleted in the last 30 days: take another name",
        2_388_024: "It is there already in this language: change it with `moonpost template edit`, or take another name",
        2_388_040: "Shorten the part that it names",
        2_388_047: "The header is not as Meta wants it: no line breaks, no formatting, one place at most",
        2_388_072: "The body is not as Meta wants it: look at its places and its line breaks",
        2_388_073: "The footer is not as Meta wants it: no places, no formatting",
        2_388_293: "There are too many places for so few words: write more words, or fewer places",
        2_388_299: "A place stands first or last in the text: put a word before or after it",
    ]

    static func of(_ error: PlatformError) -> String? {
        if let subcode = error.subcode, let advice = bySubcode[subcode] { return advice }
        return ErrorPolicy.rule(for: error.code)?.advice
    }
}
