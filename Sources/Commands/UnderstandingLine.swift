// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language

/// A line of a corpus: a sentence, and what is meant by it.
struct UnderstandingLine {
    /// A command, query or flow; "none": nothing.
    var name: String
    var language: String
    var sentence: String
    /// The values that are meant; nil where they are of no matter. Dates are written as ISO 8601, periods as two of them with a stroke between.
    var values: JSONObject?

    /// The moment at which the sentences of a corpus are said: Monday, 5 January 2026, 12:00 UTC.
    static let now = Timestamp(milliseconds: 1_767_614_400_000)

    var isIdle: Bool { name == "none" }

    /// The lines of a corpus without its remarks.
    /// - Throws: ``CommandFailure`` for a line that is none.
    static func read(_ text: String) throws -> [Self] {
        try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard (3...4).contains(fields.count) else {
                throw CommandFailure("\"\(line)\" is no line of a corpus: write NAME<tab>LANGUAGE<tab>SENTENCE, and after a tab {\"value\": \"...\"}")
            }
            var values: JSONObject?
            if fields.count == 4 {
                guard let object = (try? JSON(fields[3]))?.object else { throw CommandFailure("\"\(fields[3])\" is no object of values in JSON") }
                values = object
            }
            return Self(name: fields[0], language: fields[1], sentence: fields[2], values: values)
        }
    }

    /// Whether these are the values that are meant.
    /// - Parameters:
    ///   - names: The parameters that name something.
    ///   - known: What there is to be named: a name is right where it leads to what is meant and to nothing else.
    func isMeant(_ given: JSON, names: Set<String>, known: [String]) -> Bool {
        guard let values else { return true }
        let found = given.object ?? [:]
        return Set(values.keys) == Set(found.keys)
            && values.allSatisfy { name, value in found[name].map { Self.isAlike($0, value, among: names.contains(name) ? known : nil) } ?? false }
    }

    private static func isAlike(_ given: JSON, _ meant: JSON, among known: [String]?) -> Bool {
        if let first = given["first"]?["iso"]?.text, let last = given["last"]?["iso"]?.text { return meant == .string("\(first)/\(last)") }
        if let iso = given["iso"]?.text { return meant == .string(iso) }
        guard let said = given.text, let name = meant.text else { return given == meant }
        if words(said) == words(name) { return true }
        return known.map { WordMatch.best(said, among: $0) { $0 } == [name] } ?? false
    }

    /// What the names of a corpus lead to.
    static func names(in lines: [Self], of parameters: (_ name: String) -> Set<String>) -> [String] {
        Set(lines.flatMap { line in parameters(line.name).compactMap { line.values?[$0]?.text } }).sorted()
    }

    /// What says which one: "the presentation task" is the presentation.
    private static func words(_ text: String) -> [String] {
        NormalizedText.of(text).split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { !around.contains($0) }
    }

    private static let around = Set(
        "the a an my our task project called named to with one about of s please number it مهمة المهمة مشروع المشروع رقم".split(separator: " ").map { NormalizedText.of(String($0)) })
}
