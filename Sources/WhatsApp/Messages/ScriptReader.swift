// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Reads a table of a script's message: every field is checked, and an unknown one is an error.
struct ScriptReader {
    /// Where the table stands in the message, with a dot at its end; empty for the message itself.
    private let path: String
    let object: JSONObject

    /// - Parameters:
    ///   - names: the fields that a script may give.
    ///   - passed: further ones that do no harm, because they stand in messages that arrived.
    init(_ json: JSON, path: String, names: [String], passed: [String] = []) throws(MessageProblem) {
        guard let object = json.object else {
            throw MessageProblem(path.isEmpty ? "the message" : path, "is \(json.typeName), it must be a table")
        }
        self.path = path.isEmpty ? "" : path + "."
        self.object = object
        for (name, _) in object where !names.contains(name) && !passed.contains(name) {
            let hint =
                NearestName.of(name, among: names).map { ", did you mean \"\($0)\"?" }
                ?? ", it can have \(names.joined(separator: ", "))"
            throw MessageProblem(path.isEmpty ? "the message" : path, "has no field \"\(name)\"" + hint)
        }
    }

    /// Reads fields of a message whose names are checked elsewhere.
    static func whole(_ object: JSONObject) -> ScriptReader { ScriptReader(object: object) }

    private init(object: JSONObject) {
        path = ""
        self.object = object
    }

    /// The full name of a field, for errors.
    func field(_ name: String) -> String { path + name }

    /// The value, where it is there and not null.
    func value(_ name: String) -> JSON? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    /// A text that may be missing; an empty one counts as missing.
    func text(_ name: String, limit: Int) throws(MessageProblem) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else {
            throw MessageProblem(field(name), "is \(value.typeName), it must be text")
        }
        if text.allSatisfy(\.isWhitespace) { return nil }
        let length = Limits.length(of: text)
        guard length <= limit else {
            throw MessageProblem(
                field(name), "has \(length) characters, the limit is \(limit)", limit: limit, value: text)
        }
        return text
    }

    /// A text that must be there and not be empty.
    func requiredText(_ name: String, limit: Int) throws(MessageProblem) -> String {
        if let text = try text(name, limit: limit) { return text }
        throw MessageProblem(field(name), value(name) == nil ? "is missing" : "is empty")
    }

    /// A text that names something to Meta: printable ASCII without spaces. A whole number is taken as its digits.
    func id(_ name: String, limit: Int) throws(MessageProblem) -> String? {
        if let number = value(name)?.int { return String(number) }
        guard let text = try text(name, limit: limit) else { return nil }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw MessageProblem(field(name), "is not an id, it has no spaces and no letters beyond ASCII", value: text)
        }
        return text
    }

    func requiredID(_ name: String, limit: Int) throws(MessageProblem) -> String {
        if let id = try id(name, limit: limit) { return id }
        throw MessageProblem(field(name), value(name) == nil ? "is missing" : "is empty")
    }

    /// One of a few words; nil where it is missing.
    func choice(_ name: String, of words: [String]) throws(MessageProblem) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value, words.contains(text) else {
            throw MessageProblem(
                field(name), "must be one of \(words.joined(separator: ", "))", value: value.text ?? value.description)
        }
        return text
    }

    /// A table whose names are free; nil where it is missing or has nothing in it.
    func table(_ name: String) throws(MessageProblem) -> JSONObject? {
        guard let value = value(name) else { return nil }
        guard let object = value.object else {
            throw MessageProblem(field(name), "is \(value.typeName), it must be a table")
        }
        return object.isEmpty ? nil : object
    }

    /// A whole number between two bounds; nil where it is missing.
    func integer(_ name: String, from low: Int, to high: Int) throws(MessageProblem) -> Int? {
        guard let value = value(name) else { return nil }
        guard let number = value.int, number >= low, number <= high else {
            throw MessageProblem(
                field(name), "must be a whole number between \(low) and \(high)", limit: high, value: value.description)
        }
        return Int(number)
    }

    func bool(_ name: String) throws(MessageProblem) -> Bool? {
        guard let value = value(name) else { return nil }
        guard let bool = value.bool else {
            throw MessageProblem(field(name), "is \(value.typeName), it must be true or false")
        }
        return bool
    }

    /// A number between two bounds that must be there.
    func number(_ name: String, from low: Double, to high: Double) throws(MessageProblem) -> Double {
        guard let value = value(name) else { throw MessageProblem(field(name), "is missing") }
        guard let number = value.double else {
            throw MessageProblem(field(name), "is \(value.typeName), it must be a number")
        }
        guard low <= number, number <= high else {
            throw MessageProblem(field(name), "must be between \(Int(low)) and \(Int(high))", value: value.description)
        }
        return number
    }

    /// A list with at least one element and at most `limit`; nil where it is missing.
    func list(_ name: String, limit: Int) throws(MessageProblem) -> [JSON]? {
        guard let value = value(name) else { return nil }
        guard let elements = value.elements else {
            throw MessageProblem(field(name), "is \(value.typeName), it must be a list")
        }
        if elements.isEmpty { throw MessageProblem(field(name), "is empty") }
        guard elements.count <= limit else {
            throw MessageProblem(field(name), "has \(elements.count) elements, the limit is \(limit)", limit: limit)
        }
        return elements
    }

    /// An address of the web that must be there.
    func url(_ name: String) throws(MessageProblem) -> String {
        let text = try requiredText(name, limit: Limits.url)
        guard Self.isWebAddress(text) else {
            throw MessageProblem(field(name), "must begin with https:// or http:// and have no spaces", value: text)
        }
        return text
    }

    static func isWebAddress(_ text: String) -> Bool {
        let lower = text.prefix(8).lowercased()
        guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return false }
        return text.utf8.count > scheme.utf8.count && !text.contains { $0.isWhitespace }
    }
}
