// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host

extension ConfigurationReader {
    /// `[limits]`.
    static func limits(_ section: ConfigurationTable) -> Configuration.Limits {
        var section = section
        var limits = Configuration.Limits()
        if let throughput = section.limit("throughput", in: 1...100_000) { limits.throughput = throughput }
        if let burst = section.limit("pair_burst", in: 1...10_000) { limits.pairBurst = burst }
        if let interval = section.duration("pair_interval", atLeast: .milliseconds(1)) { limits.pairInterval = interval }
        if let limit = section.limit("messaging_limit", in: 1...1_000_000_000) { limits.messagingLimit = limit }
        limits.quietHours = quietHours(&section)
        if let perMinute = section.limit("inbound_per_minute", in: 1...100_000) { limits.inboundPerMinute = perMinute }
        if let burst = section.integer("inbound_burst", in: 1...100_000) { limits.inboundBurst = Int(burst) }
        if let repeats = section.limit("repeats", in: 2...100_000) { limits.repeats = repeats }
        if let mute = section.duration("mute", atLeast: .seconds(1)) { limits.mute = mute }
        if let perMinute = section.limit("address_per_minute", in: 1...1_000_000) { limits.addressPerMinute = perMinute }
        if let burst = section.integer("address_burst", in: 1...1_000_000) { limits.addressBurst = Int(burst) }
        limits.stopWords = words(section.table("stop_words"))
        limits.startWords = words(section.table("start_words"))
        both(limits, section)
        section.finish()
        return limits
    }

    /// `[limits.stop_words]` and its sister: words by language.
    private static func words(_ section: ConfigurationTable) -> [String: [String]] {
        var section = section
        var words: [String: [String]] = [:]
        for (language, _) in section.rest() {
            let found = section.texts(language, "a list of words, as in \(language) = [\"...\"]") ?? []
            if !isLanguageTag(language) {
                section.context.report(
                    section.line(of: language),
                    "\(section.key.appending(language).name): \"\(language)\" is not a language: write a tag like \"en\", \"ar\" or \"pt-BR\"")
            }
            for word in found where !MarketingVocabulary.isWord(word.value) {
                section.context.report(
                    word.line,
                    "\(word.key): \(word.shown) is not a word: it has 1 to \(MarketingVocabulary.longest) bytes and more than spaces and marks")
            }
            words[language, default: []] += found.map(\.value)
        }
        section.finish()
        return words
    }

    /// A word cannot mean both.
    private static func both(_ limits: Configuration.Limits, _ section: ConfigurationTable) {
        let start = Set(limits.startWords.values.joined().map(MarketingVocabulary.normalized))
        for word in limits.stopWords.values.joined().sorted() where start.contains(MarketingVocabulary.normalized(word)) {
            section.context.report(
                section.line(of: "stop_words"),
                "limits.stop_words: \"\(word)\" stands in [limits.start_words], too: it means one or the other")
        }
    }

    /// Such as "21:00-08:00".
    private static func quietHours(_ section: inout ConfigurationTable) -> Configuration.Limits.QuietHours? {
        guard let found = section.text("quiet_hours") else { return nil }
        let parts = found.value.split(separator: "-", omittingEmptySubsequences: false).map { minute(of: $0) }
        guard parts.count == 2, let from = parts[0], let to = parts[1], from != to else {
            section.context.report(
                found.line, "\(found.key): \(found.shown) is not a time of day: write it like \"21:00-08:00\"")
            return nil
        }
        return Configuration.Limits.QuietHours(from: from, to: to)
    }

    /// Minutes after midnight of "21:00".
    private static func minute(of text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}
