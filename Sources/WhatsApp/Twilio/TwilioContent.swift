// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The content templates that a number may send, by their SIDs. Twilio takes buttons, lists and templates in no other way.
///
/// A template for buttons or rows has variables for all that they say: `{{1}}` the text; then of a list `{{2}}` the label that
/// opens it; then for each button or row its title and its id.
package struct TwilioContent: Hashable, Sendable {
    /// `twilio/quick-reply` with one, two and three buttons.
    package var buttons: [String]
    /// `twilio/list-picker` with one row, two rows, and so on.
    package var lists: [String]
    /// Templates that Meta approved, by the names that flows use, as "order_shipped", or for one language as "order_shipped:ar".
    package var templates: [String: String]

    package init(buttons: [String] = [], lists: [String] = [], templates: [String: String] = [:]) {
        self.buttons = buttons
        self.lists = lists
        self.templates = templates
    }

    func buttons(_ count: Int) -> String? { (1...max(buttons.count, 1)).contains(count) ? buttons.dropFirst(count - 1).first : nil }

    /// The template in this language, else the one for every language.
    func template(_ name: String, _ language: String?) -> String? {
        guard let language else { return templates[name] }
        // Meta writes both "en_US" and "en-US".
        let forms = [language, language.replacing("-", with: "_"), language.replacing("_", with: "-")]
        return forms.compactMap { templates["\(name):\($0)"] }.first ?? templates[name]
    }

    func list(_ count: Int) -> String? { (1...max(lists.count, 1)).contains(count) ? lists.dropFirst(count - 1).first : nil }
}
