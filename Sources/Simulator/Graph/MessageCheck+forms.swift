// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// Messages that open forms, calls and cards. Source: Meta, "Sending a Flow", "Address messages", "Interactive media
/// carousel messages", "Send a WhatsApp call button".
extension MessageCheck {
    func flow(_ action: JSONObject) throws(GraphError) {
        try name(action, "flow")
        guard let parameters = action["parameters"]?.object else { throw .required("interactive['action']['parameters']") }
        guard parameters["flow_message_version"]?.text == "3" else {
            throw .invalid("Param flow_message_version must be one of {3}")
        }
        let id = parameters["flow_id"]?.text, flowName = parameters["flow_name"]?.text
        guard id != nil || flowName != nil else { throw .missing("One of flow_id and flow_name is required") }
        guard id == nil || flowName == nil else { throw .invalid("Only one of flow_id and flow_name may be given") }
        guard let title = parameters["flow_cta"]?.text else { throw .missing("Param flow_cta is required") }
        try length(title, "Flow button text", max: 30)
        if let mode = parameters["mode"], !["draft", "published"].contains(mode.text) {
            throw .invalid("Param mode must be one of {draft, published} - got \(mode).")
        }
        let flowAction = parameters["flow_action"]
        guard flowAction == nil || ["navigate", "data_exchange"].contains(flowAction?.text) else {
            throw .invalid("Param flow_action must be one of {navigate, data_exchange}")
        }
        guard let payload = parameters["flow_action_payload"] else { return }
        guard flowAction?.text == "navigate" else { throw .invalid("flow_action_payload is for the flow_action navigate only") }
        guard let screen = payload["screen"]?.text, !screen.isEmpty else {
            throw .missing("Param flow_action_payload['screen'] is required")
        }
        if let data = payload["data"], data.object?.isEmpty != false {
            throw .invalid("Param flow_action_payload['data'] must be a non-empty object")
        }
    }

    func address(_ action: JSONObject) throws(GraphError) {
        try name(action, "address_message")
        guard let country = action["parameters"]?["country"]?.text else {
            throw .required("interactive['action']['parameters']['country']")
        }
        guard country == "IN" else { throw .invalid("Address messages are not supported in the country \(country)") }
        for name in ["values", "validation_errors"] {
            guard let values = action["parameters"]?[name] else { continue }
            guard let object = values.object, object.allSatisfy({ $0.value.text != nil }) else {
                throw .parameter("Param interactive['action']['parameters']['\(name)'] must be an object of strings.")
            }
        }
    }

    func voiceCall(_ action: JSONObject) throws(GraphError) {
        try name(action, "voice_call")
        if let title = action["parameters"]?["display_text"] {
            guard let title = title.text else { throw .parameter("Param display_text must be a string.") }
            try length(title, "Call button text", max: Limits.callTitle)
        }
        if let minutes = action["parameters"]?["ttl_minutes"] {
            guard let minutes = minutes.int, (1...Int64(Limits.callMinutes)).contains(minutes) else {
                throw .invalid("Param ttl_minutes must be between 1 and \(Limits.callMinutes)")
            }
        }
    }

    func carousel(_ action: JSONObject) throws(GraphError) {
        guard let cards = action["cards"]?.elements else { throw .required("interactive['action']['cards']") }
        guard (Limits.leastCards...Limits.cards).contains(cards.count) else {
            throw .invalid(
                "Invalid cards count. Min allowed cards: \(Limits.leastCards), Max allowed cards: \(Limits.cards)")
        }
        var shapes: Set<String> = []
        for (index, card) in cards.enumerated() {
            guard card["card_index"]?.int == Int64(index) else { throw .invalid("Card index \(index) is missing or out of order") }
            shapes.insert(try self.card(card, index))
        }
        guard shapes.count == 1 else { throw .invalid("All cards must have the same header type and the same buttons") }
    }

    /// - Returns: what must be the same on every card.
    private func card(_ card: JSON, _ index: Int) throws(GraphError) -> String {
        let path = "interactive['action']['cards'][\(index)]"
        guard let kind = card["header"]?["type"]?.text, ["image", "video"].contains(kind) else {
            throw .invalid("Card at index \(index) must have a header of type image or video")
        }
        guard let medium = card["header"]?[kind]?.object else { throw .required("\(path)['header']['\(kind)']") }
        try media(medium, type: kind)
        if let text = card["body"]?["text"]?.text { try length(text, "Card body text", max: Limits.cardText) }
        guard let action = card["action"]?.object else { throw .required("\(path)['action']") }
        guard let buttons = action["buttons"]?.elements else {
            try link(action, path: "\(path)['action']")
            return kind + " link"
        }
        guard (1...Limits.cardButtons).contains(buttons.count) else {
            throw .invalid("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: \(Limits.cardButtons)")
        }
        for button in buttons {
            guard button["type"]?.text == "quick_reply", let id = button["quick_reply"]?["id"]?.text,
                let title = button["quick_reply"]?["title"]?.text
            else { throw .invalid("Buttons of cards must be of type quick_reply, with id and title") }
            try length(title, "Button title", max: Limits.buttonTitle)
            try length(id, "Button id", max: Limits.buttonID)
        }
        return "\(kind) \(buttons.count)"
    }
}
