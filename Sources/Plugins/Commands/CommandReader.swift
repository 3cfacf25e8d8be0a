// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Language

/// Reads the typed form of a command: "task Review budget due friday".
///
/// The parameters that the usage names first take the words before any keyword, in the order of the usage; every other
/// one is introduced by its own name ("due friday", "due: friday"). A word behind "!" is a choice ("!high").
package struct CommandReader: Sendable {
    /// What could not be understood, as the person is told.
    package struct Problem: Error, Hashable, Sendable {
        package enum Reason: Hashable, Sendable {
            case missing(String)
            case wrong(parameter: String, value: String, expected: String)
            case unexpected(String)
        }
        package var reason: Reason
        package var usage: String
    }

    let command: CommandDeclaration
    private let dates: DateReader
    private let language: String?

    /// - Parameter language: Of whoever writes: in it they are told how the command is written.
    package init(_ command: CommandDeclaration, civil: CivilTime, language: String? = nil) {
        self.command = command
        self.language = language
        self.dates = DateReader(civil: civil)
    }

    /// The command as it is to be written.
    package var usage: String {
        if let usage = command.usage(in: language) { return usage }
        let parameters = (positional + named).map { parameter in
            positional.contains(parameter) ? "<\(parameter.name)>" : "[\(parameter.name) <\(parameter.name)>]"
        }
        return ([command.name] + parameters).joined(separator: " ")
    }

    /// The values by name.
    package func read(_ text: String, now: Timestamp) throws(Problem) -> JSON {
        var values: [String: [String]] = [:]
        var leading: [String] = []
        var current: String?
        for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
            let bare = NormalizedText.of(word.hasSuffix(":") ? String(word.dropLast()) : word)
            if word.hasPrefix("!"), let choice = choice(NormalizedText.of(String(word.dropFirst()))) {
                values[choice.parameter] = [choice.word]
            } else if let parameter = named.first(where: { $0.isIntroduced(by: bare) }), values[parameter.name] == nil {
                current = parameter.name
                values[parameter.name] = []
            } else if let current {
                values[current, default: []].append(word)
            } else {
                leading.append(word)
            }
        }
        for (index, parameter) in positional.enumerated() where !leading.isEmpty {
            let isLast = index == positional.count - 1
            values[parameter.name] = isLast ? leading : [leading.removeFirst()]
            if isLast { leading = [] }
        }
        if !leading.isEmpty { throw problem(.unexpected(leading.joined(separator: " "))) }
        var result: JSONObject = [:]
        for parameter in command.parameters {
            let words = values[parameter.name] ?? []
            guard !words.isEmpty else {
                if parameter.isOptional { continue }
                throw problem(.missing(parameter.name))
            }
            result[parameter.name] = try value(words.joined(separator: " "), of: parameter, now: now)
        }
        return .object(result)
    }

    func value(_ text: String, of parameter: ParameterDeclaration, now: Timestamp) throws(Problem) -> JSON {
        let value: JSON? =
            switch parameter.type {
            case .text, .name: .string(text)
            case .number: Double(text.filter { $0 != "," }).flatMap(Self.number)
            case .integer: Int64(text.filter { $0 != "," }).map { .integer($0) }
            case .boolean: ["yes": true, "no": false, "true": true, "false": false][NormalizedText.of(text)].map { .bool($0) }
            case .date: dates.read(text, now: now).map(LanguageAPI.json)
            case .period: dates.reading(text, now: now).flatMap(LanguageAPI.period)
            case .choice: parameter.choice(meantBy: text).map { .string($0) }
            }
        guard let value else {
            throw problem(.wrong(parameter: parameter.name, value: text, expected: parameter.type.description))
        }
        return value
    }

    private static func number(_ value: Double) -> JSON? {
        guard value.isFinite else { return Optional<JSON>.none }
        return Int64(exactly: value).map { .integer($0) } ?? .number(value)
    }

    func problem(_ reason: Problem.Reason) -> Problem { Problem(reason: reason, usage: usage) }

    private func choice(_ word: String) -> (parameter: String, word: String)? {
        for parameter in command.parameters {
            if let match = parameter.choice(meantBy: word) { return (parameter.name, match) }
        }
        return nil
    }

    /// Parameters that the usage writes as a bare `<name>`; without a usage, the required ones.
    private var positional: [ParameterDeclaration] {
        guard let usage = command.usage else {
            return command.parameters.filter { !$0.isOptional }.sorted { $0.name < $1.name }
        }
        return CommandUsage.places(in: usage).compactMap { place in command.parameters.first { $0.isMeant(byPlace: place) } }
    }

    private var named: [ParameterDeclaration] {
        let taken = Set(positional.map(\.name))
        return command.parameters.filter { !taken.contains($0.name) }.sorted { $0.name < $1.name }
    }
}
