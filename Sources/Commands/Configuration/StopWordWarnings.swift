// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host

/// Says in which languages that people here have nobody can end or resume marketing by a word.
enum StopWordWarnings {
    /// - Parameter numbers: Those of config.toml and of the store.
    static func of(_ configuration: Configuration, numbers: [Configuration.Number]) -> [String] {
        let vocabulary = MarketingVocabulary(configuration.limits)
        var places = [("business.language", configuration.business.language)]
        for number in numbers { if let language = number.language { places.append(("the language of the number \(number.name)", language)) } }
        var seen: Set<String> = []
        return places.flatMap { place, language -> [String] in
            guard seen.insert(language).inserted else { return [] }
            return [
                vocabulary.has(.stop, in: language) ? nil : warning(place, language, "ends", "stop_words"),
                vocabulary.has(.start, in: language) ? nil : warning(place, language, "resumes", "start_words"),
            ].compactMap(\.self)
        }
    }

    private static func warning(_ place: String, _ language: String, _ does: String, _ table: String) -> String {
        "\(place) is \"\(language)\", and no word of that language \(does) marketing, only those of others: list some under [limits.\(table)], "
            + "as in \(language) = [\"...\"]"
    }
}
