// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The name of a new flow or plugin.
struct SketchName: Hashable {
    /// As long as a title on a button or in a menu may be, and the file's name.
    private static let longest = 24
    /// These words mean something at any time, so no flow would get them.
    private static let reserved = ["cancel", "help"]

    let name: String

    init(_ name: String) throws(CommandFailure) {
        let first = name.utf8.first.map { ("a"..."z").contains(Character(UnicodeScalar($0))) } ?? false
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_")
        }
        guard first, isPlain else {
            let better = Self.corrected(name).map { ", like \"\($0)\"" } ?? ", like \"lunch_order\""
            throw CommandFailure(
                "\"\(name)\" is no name: it has small letters a to z, digits and _, and begins with a letter\(better)")
        }
        guard name.utf8.count <= Self.longest else {
            throw CommandFailure("\"\(name)\" is \(name.utf8.count) characters long: a name has at most \(Self.longest)")
        }
        guard !Self.reserved.contains(name) else {
            throw CommandFailure("\"\(name)\" is what people write at any time, so no flow gets it: choose another name")
        }
        self.name = name
    }

    /// What a person writes to begin it: "lunch order".
    var words: String { name.split(separator: "_").joined(separator: " ") }

    /// For a menu: "Lunch order".
    var title: String { words.prefix(1).uppercased() + words.dropFirst() }

    /// A name that somebody may have meant, or nil where nothing of it can stay.
    private static func corrected(_ name: String) -> String? {
        var result = ""
        for character in name.lowercased() {
            if character.isASCII, character.isLetter || (character.isNumber && !result.isEmpty) {
                result.append(character)
            } else if !result.isEmpty, result.last != "_" {
                result.append("_")
            }
        }
        while result.last == "_" { result.removeLast() }
        return result.isEmpty || result.count > longest ? nil : result
    }
}
