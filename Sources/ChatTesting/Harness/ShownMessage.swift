// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// A message from the bot as a person sees it.
package struct ShownMessage: Hashable, Sendable {
    /// A button or a row of a list.
    package struct Choice: Hashable, Sendable {
        package var id: String
        package var title: String
    }

    /// The platform's id of it.
    package var id: String
    /// Its words; for what is not made of words a line like `location 30.04 31.23` or `image photo.jpg "caption"`.
    package var text: String
    package var choices: [Choice] = []
    /// The choices are rows of a list, else buttons.
    package var isList = false
    /// The platform took it and did not deliver it: the person's last message was more than 24 hours before.
    package var isBeyondWindow = false

    /// What its button opens.
    var form: ShownForm?

    init(id: String, text: String) {
        self.id = id
        self.text = text
    }

    /// Reads the body of a request that the platform accepted.
    init(id: String, request: JSON) {
        self.id = id
        let type = request["type"]?.text ?? "text"
        let content = request[type] ?? .null
        switch type {
        case "text": text = content["body"]?.text ?? ""
        case "interactive":
            let parts = [content["header"]?["text"]?.text, content["body"]?["text"]?.text, content["footer"]?["text"]?.text]
            text = parts.compactMap(\.self).joined(separator: "\n")
            isList = content["type"]?.text == "list"
            choices = Self.choices(content["action"] ?? .null)
            if let parameters = content["action"]?["parameters"], let token = parameters["flow_token"]?.text {
                form = ShownForm(token: token, screen: parameters["flow_action_payload"]?["screen"]?.text)
            }
        case "location":
            text = ["location", Self.shown(content["latitude"]), Self.shown(content["longitude"])].joined(separator: " ")
        case "reaction": text = "reaction " + (content["emoji"]?.text ?? "")
        case "template":
            let components = content["components"]?.elements ?? []
            let values = components.flatMap { $0["parameters"]?.elements ?? [] }.filter { $0["type"]?.text != "payload" }.compactMap(Self.value)
            // Only Meta knows what its quick replies are called.
            choices = components.flatMap { $0["parameters"]?.elements ?? [] }.compactMap { $0["payload"]?.text }.map { Choice(id: $0, title: $0) }
            text = "template \(content["name"]?.text ?? "")" + (values.isEmpty ? "" : " " + values.joined(separator: ", "))
        default:
            let source = content["filename"]?.text ?? content["link"]?.text ?? content["id"]?.text
            let caption = content["caption"]?.text.map { "\"\($0)\"" }
            text = [type, source, caption].compactMap(\.self).joined(separator: " ")
        }
    }

    private static func choices(_ action: JSON) -> [Choice] {
        let parameters = action["parameters"]
        if let title = parameters?["display_text"]?.text ?? parameters?["flow_cta"]?.text {
            return [Choice(id: parameters?["url"]?.text ?? "", title: title)]
        }
        // Each card of a carousel has an action of its own.
        if let cards = action["cards"]?.elements { return cards.flatMap { choices($0["action"] ?? .null) } }
        let buttons = (action["buttons"]?.elements ?? []).compactMap { $0["reply"] ?? $0["quick_reply"] }
        let rows = (action["sections"]?.elements ?? []).flatMap { $0["rows"]?.elements ?? [] }
        return (buttons + rows).map { Choice(id: $0["id"]?.text ?? "", title: $0["title"]?.text ?? "") }
    }

    /// A template's value as a person would read it.
    private static func value(_ parameter: JSON) -> String? {
        let value = parameter["type"]?.text.flatMap { parameter[$0] }
        let names = ["fallback_value", "filename", "link", "id", "name", "product_retailer_id"]
        return value?.text ?? names.lazy.compactMap { value?[$0]?.text }.first
    }

    private static func shown(_ number: JSON?) -> String { number.map { "\($0)" } ?? "" }
}
