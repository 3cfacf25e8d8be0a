// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

extension MessageCheck {
    func interactive(_ interactive: JSONObject) throws(GraphError) {
        guard let type = interactive["type"]?.text else { throw .required("interactive['type']") }
        guard Self.interactiveTypes.contains(type) else {
            throw .parameter(
                "Param interactive['type'] must be one of {\(Self.interactiveTypes.joined(separator: ", "))} - got \"\(type)\".")
        }
        try header(interactive["header"], of: type)
        try part(interactive["body"], "body", limit: Limits.interactiveText, isRequired: type != "product")
        try part(interactive["footer"], "footer", limit: Limits.footer, isRequired: false)
        guard let action = interactive["action"]?.object else { throw .required("interactive['action']") }
        switch type {
        case "button": try buttons(action)
        case "list": try list(action)
        case "cta_url": try link(action, path: "interactive['action']")
        case "product": try product(action)
        case "product_list": try productList(action)
        case "catalog_message": try catalog(action)
        case "flow": try flow(action)
        case "carousel": try carousel(action)
        case "address_message": try address(action)
        case "voice_call": try voiceCall(action)
        case "location_request_message": try name(action, "send_location")
        default: try name(action, type)
        }
    }

    private static let interactiveTypes = [
        "address_message", "button", "call_permission_request", "carousel", "catalog_message", "cta_url", "flow", "list",
        "location_request_message", "product", "product_list", "request_contact_info", "voice_call",
    ]

    /// Some actions have a name that must be theirs.
    func name(_ action: JSONObject, _ name: String) throws(GraphError) {
        guard action["name"]?.text == name else { throw .invalid("Action name must be \(name)") }
    }

    private func header(_ header: JSON?, of type: String) throws(GraphError) {
        guard let header, !header.isNull else {
            if type == "product_list" { throw .missing("Header is required for interactive messages of type product_list") }
            return
        }
        let takesText = ["button", "list", "cta_url", "flow", "product_list", "address_message"].contains(type)
        let takesMedia = ["button", "cta_url", "flow"].contains(type)
        switch header["type"]?.text {
        case "text" where takesText:
            guard let text = header["text"]?.text, !text.isEmpty else { throw .missing("Header text is required") }
            try length(text, "Header text", max: Limits.header)
        case let media? where takesMedia && ["image", "video", "document"].contains(media):
            guard let object = header[media]?.object else { throw .required("interactive['header']['\(media)']") }
            try self.media(object, type: media)
        default:
            throw .invalid("Header type is not valid for interactive messages of type \(type)")
        }
    }

    private func part(_ value: JSON?, _ name: String, limit: Int, isRequired: Bool) throws(GraphError) {
        guard let value, !value.isNull else {
            if isRequired { throw .required("interactive['\(name)']") }
            return
        }
        guard let text = value["text"]?.text else { throw .required("interactive['\(name)']['text']") }
        try length(text, "\(name.capitalizedFirst) text", max: limit)
    }

    private func buttons(_ action: JSONObject) throws(GraphError) {
        guard let buttons = action["buttons"]?.elements else { throw .required("interactive['action']['buttons']") }
        guard (1...Limits.buttons).contains(buttons.count) else {
            throw .invalid("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: \(Limits.buttons)")
        }
        var ids: Set<String> = [], titles: Set<String> = []
        for (index, button) in buttons.enumerated() {
            guard button["type"]?.text == "reply" else { throw .invalid("Button at index \(index) must be of type reply") }
            guard let id = button["reply"]?["id"]?.text else { throw .missing("Button at index \(index) has no reply id") }
            guard let title = button["reply"]?["title"]?.text else { throw .missing("Button at index \(index) has no reply title") }
            try length(title, "Button title", max: Limits.buttonTitle)
            try length(id, "Button id", max: Limits.buttonID)
            guard ids.insert(id).inserted else { throw .invalid("Duplicated button id: \(id)") }
            guard titles.insert(title).inserted else { throw .invalid("Duplicated button title: \(title)") }
        }
    }

    private func list(_ action: JSONObject) throws(GraphError) {
        guard let button = action["button"]?.text else { throw .required("interactive['action']['button']") }
        try length(button, "List button text", max: Limits.listButton)
        guard let sections = action["sections"]?.elements else { throw .required("interactive['action']['sections']") }
        guard (1...Limits.sections).contains(sections.count) else {
            throw .invalid("Invalid sections count. Min allowed sections: 1, Max allowed sections: \(Limits.sections)")
        }
        var ids: Set<String> = [], count = 0
        for (index, section) in sections.enumerated() {
            if let title = section["title"]?.text, !title.isEmpty {
                try length(title, "Section title", max: Limits.sectionTitle)
            } else if sections.count > 1 {
                throw .missing("Section title is required when there is more than one section")
            }
            guard let rows = section["rows"]?.elements, !rows.isEmpty else { throw .missing("Section at index \(index) has no rows") }
            count += rows.count
            guard count <= Limits.rows else { throw .invalid("Total row count exceed max allowed count: \(Limits.rows)") }
            for row in rows { try self.row(row, ids: &ids) }
        }
    }

    private func row(_ row: JSON, ids: inout Set<String>) throws(GraphError) {
        guard let id = row["id"]?.text else { throw .missing("A row has no id") }
        guard let title = row["title"]?.text else { throw .missing("A row has no title") }
        try length(id, "Row id", max: Limits.rowID)
        guard Limits.length(of: title) <= Limits.rowTitle else {
            throw .invalid("Row title is too long. Max length is \(Limits.rowTitle)")
        }
        guard !title.isEmpty else { throw .missing("Row title is required") }
        if let description = row["description"], !description.isNull {
            guard let text = description.text else { throw .invalid("Row description must be a string") }
            guard Limits.length(of: text) <= Limits.rowDescription else {
                throw .invalid("Row description is too long. Max length is \(Limits.rowDescription)")
            }
        }
        guard ids.insert(id).inserted else { throw .invalid("Duplicated row id: \(id)") }
    }

    func link(_ action: JSONObject, path: String) throws(GraphError) {
        try name(action, "cta_url")
        guard let title = action["parameters"]?["display_text"]?.text else {
            throw .required("\(path)['parameters']['display_text']")
        }
        try length(title, "Link button text", max: Limits.linkTitle)
        guard let url = action["parameters"]?["url"] else { throw .required("\(path)['parameters']['url']") }
        try webAddress(url, name: "\(path)['parameters']['url']")
    }

    func length(_ text: String, _ name: String, max: Int) throws(GraphError) {
        guard (1...max).contains(Limits.length(of: text)) else {
            throw .invalid("\(name) length invalid. Min length: 1, Max length: \(max)")
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
