// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import TOMLKit

/// One `locales/LANGUAGE.toml`: texts by key; tables inside give keys with dots, and tables of plural forms are one text.
struct LocaleFile {
    let name: String
    let text: String
    private(set) var texts = JSONObject()
    private(set) var problems: [PluginProblem] = []

    /// - Parameter name: as messages show it.
    init(name: String, text: String) {
        self.name = name
        self.text = text
        // The parser takes C strings.
        if text.utf8.contains(0) {
            report("the file has a NUL character in it: is it a text file?")
            return
        }
        do {
            read(try TOMLTable(string: text), path: [])
        } catch let error as TOMLParseError {
            let reason = error.description.firstRange(of: ": ").map { String(error.description[$0.upperBound...]) } ?? error.description
            report("this is not TOML: \(reason); a text is written like hello = \"Hello {name}!\"", line: error.source.begin.line)
        } catch {
            report("the file cannot be read as TOML: \(error)")
        }
    }

    /// What the file's name says: a tag such as "en" or "pt-BR"; nil where it is none.
    static func language(ofFile file: String) -> String? {
        guard file.hasSuffix(".toml") else { return nil }
        let tag = String(file.dropLast(5))
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count), first.allSatisfy({ $0.isASCII && $0.isLowercase }),
            parts.dropFirst().allSatisfy({ (2...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } })
        else { return nil }
        return tag
    }

    private mutating func read(_ table: TOMLTable, path: [String]) {
        for key in table.keys.sorted() {
            guard let value = table[key] else { continue }
            let here = path + [key]
            let shown = here.joined(separator: ".")
            guard !key.isEmpty, key.utf8.allSatisfy(Self.isPlain) else {
                report("the key \"\(shown)\" may have letters, digits, _ and - alone", at: here)
                continue
            }
            if let text = value.string {
                texts[shown] = .string(text)
            } else if let inner = value.table {
                if inner.keys.isEmpty || !inner.keys.allSatisfy(PluginLocales.pluralForms.contains) {
                    read(inner, path: here)
                } else {
                    readForms(inner, shown, path: here)
                }
            } else {
                report("\(shown) must be a text, in double quotes, and is \(Self.kind(value))", at: here)
            }
        }
    }

    private mutating func readForms(_ table: TOMLTable, _ shown: String, path: [String]) {
        var forms = JSONObject()
        for form in table.keys.sorted() {
            if let text = table[form]?.string {
                forms[form] = .string(text)
            } else {
                report("\(shown).\(form) must be a text, in double quotes", at: path + [form])
            }
        }
        if forms["other"] == nil { report("the forms of \(shown) need one named other, for all numbers that have none of their own", at: path) }
        texts[shown] = .object(forms)
    }

    private static func kind(_ value: any TOMLValueConvertible) -> String {
        if value.int != nil || value.double != nil { return "a number" }
        if value.bool != nil { return "true or false" }
        return value.array != nil ? "a list" : "a date"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || Character(UnicodeScalar(byte)).isASCII
            && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
    }

    private mutating func report(_ message: String, at path: [String]) { report(message, line: line(of: path)) }

    private mutating func report(_ message: String, line: Int = 1) {
        problems.append(PluginProblem(file: name, line: line, message: message))
    }

    /// The line that writes the key, or the table that has it; 1 where it is written in an unusual way.
    private func line(of path: [String]) -> Int {
        var table: [Substring] = []
        var nearest = 1
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let bare = line.filter { $0 != " " && $0 != "\t" && $0 != "\"" && $0 != "'" && $0 != "\r" }
            if bare.hasPrefix("["), let end = bare.firstIndex(of: "]") {
                table = bare[bare.index(after: bare.startIndex)..<end].split(separator: ".").map { Substring($0) }
                if table.map(String.init) == path { return index + 1 }
                continue
            }
            guard let equals = bare.firstIndex(of: "=") else { continue }
            let written = (table + bare[..<equals].split(separator: ".")).map(String.init)
            if written == path { return index + 1 }
            if path.starts(with: written) { nearest = index + 1 }
        }
        return nearest
    }
}
