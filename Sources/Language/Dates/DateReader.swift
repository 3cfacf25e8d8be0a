// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Reads what people mean by a date, in English and Arabic: a day, a time, both, a period, or something that recurs.
///
/// The rules for what can be read in more than one way are in docs/dates.md.
package struct DateReader: Sendable {
    /// A date within a sentence.
    package struct Finding: Hashable, Sendable {
        /// Where it stands, with the words that lead to it ("by", "on", "يوم").
        package var range: Range<String.Index>
        package var reading: DateReading
    }

    private let civil: CivilTime

    package init(civil: CivilTime) { self.civil = civil }

    /// The moment that the whole text means; of a period its first day, and of this one (week, month) its last, as a deadline is meant.
    /// - Returns: nil where it is none, recurs, or is a day that there is not.
    package func read(_ text: String, now: Timestamp) -> CivilTime.Moment? {
        switch reading(text, now: now) {
        case .moment(let moment)?: moment
        case .period(let first, let last)?: (civil.timestamp(of: first) ?? now) > now ? first : last
        default: nil
        }
    }

    /// What the whole text means; nil where it is no date.
    package func reading(_ text: String, now: Timestamp) -> DateReading? {
        let tokens = DateTokens(text).tokens.map(\.word)
        guard !tokens.isEmpty else { return nil }
        var phrase = DatePhrase(tokens, from: 0, civil: civil, now: now)
        guard let reading = phrase.read(), phrase.end == tokens.count else { return nil }
        return reading
    }

    /// The first date in a sentence, as long as it goes.
    package func find(in text: String, now: Timestamp) -> Finding? {
        let tokens = DateTokens(text).tokens
        let words = tokens.map(\.word)
        for start in words.indices {
            var phrase = DatePhrase(words, from: start, civil: civil, now: now)
            guard let reading = phrase.read(), phrase.end > start, !phrase.isWeak else { continue }
            return Finding(range: tokens[start].range.lowerBound..<tokens[phrase.end - 1].range.upperBound, reading: reading)
        }
        return nil
    }
}
