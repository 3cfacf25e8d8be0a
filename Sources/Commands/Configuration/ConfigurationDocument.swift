// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import TOMLKit

/// The values of a TOML text, each with its line.
struct ConfigurationDocument {
    let root: ConfigurationValue

    /// - Throws: the place where the text stops being TOML.
    init(_ text: String) throws(ConfigurationProblem) {
        if let line = Self.lineOfNUL(text) {
            throw ConfigurationProblem(line: line, message: "the file has a NUL character in it: is it a text file?")
        }
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw ConfigurationSyntax.problem(error.description, line: error.source.begin.line, in: text)
        } catch {
            throw ConfigurationProblem(line: nil, message: "the file cannot be read as TOML: \(type(of: error))")
        }
        let lines = ConfigurationLines(of: text)
        root = Self.value(table.tomlValue, at: .root, lines)
    }

    private static func value(
        _ value: any TOMLValueConvertible, at key: ConfigurationKey, _ lines: ConfigurationLines
    ) -> ConfigurationValue {
        ConfigurationValue(key: key, line: lines.line(of: key), content: content(value, at: key, lines))
    }

    private static func content(
        _ value: any TOMLValueConvertible, at key: ConfigurationKey, _ lines: ConfigurationLines
    ) -> ConfigurationValue.Content {
        if let text = value.string { return .text(text) }
        if let integer = value.int { return .integer(Int64(integer)) }
        if let number = value.double { return .number(number) }
        if let bool = value.bool { return .bool(bool) }
        if let array = value.array {
            return .list(array.enumerated().map { self.value($0.element, at: key.appending($0.offset), lines) })
        }
        if let table = value.table {
            var members: [String: ConfigurationValue] = [:]
            for name in table.keys {
                if let member = table[name] { members[name] = self.value(member, at: key.appending(name), lines) }
            }
            return .table(members)
        }
        return .date(value.debugDescription)
    }

    /// The parser takes C strings and would stop there without a word.
    private static func lineOfNUL(_ text: String) -> Int? {
        var line = 1
        for byte in text.utf8 {
            if byte == 0 { return line }
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
        return nil
    }
}
