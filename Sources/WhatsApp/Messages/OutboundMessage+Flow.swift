// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension OutboundMessage {
    /// A text with a button that opens a WhatsApp Flow: screens of a form, in WhatsApp.
    ///
    /// Source: Meta, "Sending a Flow".
    package struct Flow: Hashable, Sendable {
        package enum Reference: Hashable, Sendable {
            case id(String)
            case name(String)
        }

        package enum Action: String, Hashable, Sendable, CaseIterable {
            /// Opens a screen at once.
            case navigate
            /// Asks our endpoint for the first screen.
            case dataExchange = "data_exchange"
        }

        /// Meta's version of the message.
        static let version = "3"

        package var text: String
        package var header: Header?
        package var footer: String?
        package var reference: Reference
        /// The button's label.
        package var title: String
        /// Comes back with the answer; Meta takes "unused" where it is missing.
        package var token: String?
        package var action: Action?
        /// The first screen, of `navigate`.
        package var screen: String?
        /// What the first screen gets, of `navigate`.
        package var data: JSONObject?
        /// Sends a Flow that is not published.
        package var isDraft: Bool
    }
}

extension OutboundMessage.Flow {
    static let names = [
        "text", "header", "footer", "flow_id", "flow_name", "cta", "token", "action", "screen", "data", "mode",
    ]

    init(_ reader: ScriptReader) throws(MessageProblem) {
        text = try reader.requiredText("text", limit: Limits.interactiveText)
        header = try OutboundMessage.Header(reader, takesMedia: true)
        footer = try reader.text("footer", limit: Limits.footer)
        let id = try reader.id("flow_id", limit: Limits.flowText)
        let name = try reader.text("flow_name", limit: Limits.flowText)
        switch (id, name) {
        case (let id?, nil): reference = .id(id)
        case (nil, let name?): reference = .name(name)
        case (nil, nil): throw MessageProblem(reader.field("flow_id"), "is missing, or flow_name")
        case (_?, _?): throw MessageProblem(reader.field("flow_id"), "cannot stand beside flow_name")
        }
        title = try reader.requiredText("cta", limit: Limits.flowTitle)
        token = try reader.text("token", limit: Limits.flowText)
        action = try reader.choice("action", of: Action.allCases.map(\.rawValue)).flatMap(Action.init)
        screen = try reader.text("screen", limit: Limits.flowText)
        data = try reader.table("data")
        isDraft = try reader.choice("mode", of: ["draft", "published"]) == "draft"
        if action == .dataExchange, screen != nil || data != nil {
            throw MessageProblem(
                reader.field(screen == nil ? "data" : "screen"), "stands beside action = \"navigate\" alone: the endpoint chooses")
        }
        if data != nil, screen == nil {
            throw MessageProblem(reader.field("screen"), "is missing, data is for a screen")
        }
    }

    var encoded: JSON {
        var parameters: JSONObject = ["flow_message_version": .string(Self.version)]
        switch reference {
        case .id(let id): parameters["flow_id"] = .string(id)
        case .name(let name): parameters["flow_name"] = .string(name)
        }
        parameters["flow_cta"] = .string(title)
        parameters["flow_token"] = token.map(JSON.string)
        if isDraft { parameters["mode"] = "draft" }
        parameters["flow_action"] = (action ?? (screen == nil ? nil : .navigate)).map { .string($0.rawValue) }
        if let screen {
            var payload: JSONObject = ["screen": .string(screen)]
            payload["data"] = data.map(JSON.object)
            parameters["flow_action_payload"] = .object(payload)
        }
        return OutboundMessage.interactive(
            "flow", text: text, header: header, footer: footer, action: ["name": "flow", "parameters": .object(parameters)])
    }
}
