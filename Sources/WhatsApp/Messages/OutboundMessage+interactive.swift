// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension OutboundMessage.Header {
    /// The field `header` of a message or a card: a text, or a table with a type and a file.
    /// - Returns: nil where it is missing or empty.
    init?(_ reader: ScriptReader, takesMedia: Bool) throws(MessageProblem) {
        guard takesMedia, let value = reader.value("header"), case .object(let object) = value else {
            guard let text = try reader.text("header", limit: Limits.header) else { return nil }
            self = .text(text)
            return
        }
        let path = reader.field("header")
        let kinds = ["text", "image", "video", "document"]
        guard let name = object["type"]?.text, kinds.contains(name) else {
            throw MessageProblem(
                path + ".type", "must be one of \(kinds.joined(separator: ", "))", value: object["type"]?.text)
        }
        guard let kind = MediaKind(rawValue: name) else {
            let table = try ScriptReader(value, path: path, names: ["type", "text"])
            self = .text(try table.requiredText("text", limit: Limits.header))
            return
        }
        let names = ["type", "media"] + (kind == .document ? ["filename"] : [])
        self = .media(try OutboundMessage.Media(kind, ScriptReader(value, path: path, names: names)))
    }
}

extension OutboundMessage.Buttons {
    init(_ reader: ScriptReader) throws(MessageProblem) {
        text = try reader.requiredText("text", limit: Limits.interactiveText)
        header = try OutboundMessage.Header(reader, takesMedia: true)
        footer = try reader.text("footer", limit: Limits.footer)
        buttons = try Self.buttons(reader, limit: Limits.buttons)
    }

    /// The field `buttons` of a message or a card.
    static func buttons(_ reader: ScriptReader, limit: Int) throws(MessageProblem) -> [Button] {
        guard let elements = try reader.list("buttons", limit: limit) else {
            throw MessageProblem(reader.field("buttons"), "is missing")
        }
        var buttons: [Button] = []
        for (index, element) in elements.enumerated() {
            let path = reader.field("buttons[\(index + 1)]")
            if case .string = element {
                let title = try ScriptReader(["title": element], path: path, names: ["title"]).requiredText(
                    "title", limit: Limits.buttonTitle)
                buttons.append(Button(id: title, title: title))
            } else {
                let button = try ScriptReader(element, path: path, names: ["id", "title"])
                let title = try button.requiredText("title", limit: Limits.buttonTitle)
                buttons.append(Button(id: try button.text("id", limit: Limits.buttonID) ?? title, title: title))
            }
        }
        // WhatsApp refuses both: a tap on one of two could not be told apart.
        try Unique.check(buttons.map(\.id), field: "id") { reader.field("buttons[\($0 + 1)]") }
        try Unique.check(buttons.map(\.title), field: "title") { reader.field("buttons[\($0 + 1)]") }
        return buttons
    }
}

extension OutboundMessage.List {
    init(_ reader: ScriptReader) throws(MessageProblem) {
        text = try reader.requiredText("text", limit: Limits.interactiveText)
        header = try OutboundMessage.Header(reader, takesMedia: false)
        footer = try reader.text("footer", limit: Limits.footer)
        button = try reader.text("button", limit: Limits.listButton) ?? Self.defaultButton
        sections = []
        var paths: [String] = []
        if let rows = try reader.list("rows", limit: Limits.rows) {
            if reader.value("sections") != nil { throw MessageProblem("rows", "cannot stand beside sections") }
            sections = [Section(title: nil, rows: try Self.rows(rows, path: "rows", paths: &paths))]
        } else {
            guard let elements = try reader.list("sections", limit: Limits.sections) else {
                throw MessageProblem("rows", "is missing")
            }
            for (index, element) in elements.enumerated() {
                let path = "sections[\(index + 1)]"
                let section = try ScriptReader(element, path: path, names: ["title", "rows"])
                let title = try section.text("title", limit: Limits.sectionTitle)
                if title == nil, elements.count > 1 {
                    throw MessageProblem(path + ".title", "is missing, several sections need titles")
                }
                guard let rows = try section.list("rows", limit: Limits.rows) else {
                    throw MessageProblem(path + ".rows", "is missing")
                }
                sections.append(Section(title: title, rows: try Self.rows(rows, path: path + ".rows", paths: &paths)))
            }
        }
        let ids = sections.flatMap { $0.rows.map(\.id) }
        guard ids.count <= Limits.rows else {
            throw MessageProblem(
                "sections", "have \(ids.count) rows together, the limit is \(Limits.rows)", limit: Limits.rows)
        }
        try Unique.check(ids, field: "id") { paths[$0] }
    }

    private static func rows(_ elements: [JSON], path: String, paths: inout [String]) throws(MessageProblem) -> [Row] {
        var rows: [Row] = []
        for (index, element) in elements.enumerated() {
            let path = "\(path)[\(index + 1)]"
            paths.append(path)
            let row = try ScriptReader(
                { if case .string = element { ["title": element] } else { element } }(), path: path,
                names: ["id", "title", "description"])
            let title = try row.requiredText("title", limit: Limits.rowTitle)
            rows.append(
                Row(
                    id: try row.text("id", limit: Limits.rowID) ?? title, title: title,
                    description: try row.text("description", limit: Limits.rowDescription)))
        }
        return rows
    }
}

extension OutboundMessage.Link {
    init(_ reader: ScriptReader) throws(MessageProblem) {
        text = try reader.requiredText("text", limit: Limits.interactiveText)
        title = try reader.requiredText("title", limit: Limits.linkTitle)
        url = try reader.url("url")
        header = try OutboundMessage.Header(reader, takesMedia: true)
        footer = try reader.text("footer", limit: Limits.footer)
    }
}

extension OutboundMessage.Location {
    init(_ reader: ScriptReader) throws(MessageProblem) {
        latitude = try reader.number("latitude", from: -90, to: 90)
        longitude = try reader.number("longitude", from: -180, to: 180)
        name = try reader.text("name", limit: Limits.placeText)
        address = try reader.text("address", limit: Limits.placeText)
    }
}

/// Refuses two elements of a list that could not be told apart.
enum Unique {
    static func check(_ values: [String], field: String, path: (Int) -> String) throws(MessageProblem) {
        for (index, value) in values.enumerated() {
            if let first = values[..<index].firstIndex(of: value) {
                throw MessageProblem(path(index) + "." + field, "is the same as that of \(path(first))", value: value)
            }
        }
    }
}
