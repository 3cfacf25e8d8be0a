// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Says what is wrong with a text that is not TOML.
enum ConfigurationSyntax {
    /// - Parameter description: of the parser, which quotes the text.
    static func problem(_ description: String, line: Int, in text: String) -> ConfigurationProblem {
        let isTwice = description.contains("cannot redefine existing")  // Quotes the key alone.
        guard isTwice || !mayHoldSecret(line: line, of: text) else {
            return ConfigurationProblem(
                line: line, message: "this is not TOML: the value is not well formed; \(quotes)")
        }
        // "Error while parsing value: could not determine value type"
        let (place, reason) = parts(of: description)
        let hint = isTwice ? "; it is in the file twice" : place.hasSuffix(" value") ? "; \(quotes)" : ""
        return ConfigurationProblem(line: line, message: "this is not TOML: \(reason)\(hint)")
    }

    private static let quotes = "text stands between double quotes, as in name = \"Moonpost\""

    private static func parts(of description: String) -> (place: String, reason: String) {
        guard let colon = description.firstRange(of: ": ") else { return ("", description) }
        return (String(description[..<colon.lowerBound]), String(description[colon.upperBound...]))
    }

    /// Whether the line belongs to something that the parser's message must not quote: it, or the last line before it
    /// that begins a key or a table, names a secret; the settings of plugins have any names.
    private static func mayHoldSecret(line: Int, of text: String) -> Bool {
        let all = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let lines = all.prefix(line).map { $0.lowercased() }
        guard let last = lines.last else { return true }
        if hasSecretName(last) { return true }
        for candidate in lines.reversed() {
            let trimmed = candidate.drop { $0 == " " || $0 == "\t" }
            if trimmed.hasPrefix("[") { return trimmed.contains("plugins") }
            if hasSecretName(candidate), candidate.contains("=") { return !last.contains("=") }
        }
        return false
    }

    private static func hasSecretName(_ line: String) -> Bool {
        ["token", "secret", "password", "key", "plugins"].contains { line.contains($0) }
    }
}
