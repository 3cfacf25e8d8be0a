// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Language

/// How a command is written, as its `usage` says: "task <title> [due <date>]".
enum CommandUsage {
    /// What stands in angle brackets outside square brackets, in order: the values that need no name before them.
    static func places(in usage: String) -> [String] {
        var places: [String] = []
        var place: String?
        var depth = 0
        for character in usage {
            switch character {
            case "[": depth += 1
            case "]": depth -= 1
            case "<" where depth == 0: place = ""
            case ">":
                if let place { places.append(place) }
                place = nil
            default: place?.append(character)
            }
        }
        return places
    }
}

extension ParameterDeclaration {
    /// Whether this word, as ``NormalizedText`` has it, stands before its value: "due friday".
    func isIntroduced(by word: String) -> Bool { ([name] + keywords).contains { NormalizedText.of($0) == word } }

    /// Whether `<place>` in a usage stands for it: by its name, or, of a choice, by its words, as in "<english|arabic>".
    func isMeant(byPlace place: String) -> Bool {
        if place == name { return true }
        let words = place.split(separator: "|").map(String.init)
        return words.count > 1 && words.allSatisfy { choice(meantBy: $0) != nil }
    }
}
