// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins
internal import Store

/// What was said last in a person's chat, as a language model is shown it: whatever flow or command said it, so that "the second one" and "it" mean
/// something to the model, too.
struct RecentTalk: Sendable {
    let database: any Database

    /// The most of one message that the model sees, in characters: a list, and not a book.
    private static let longestLine = 1_000
    /// What is older is another talk.
    private static let period = Duration.seconds(86_400)

    /// The last `count` messages, oldest first; none where nobody is talked with.
    func turns(_ count: Int, in context: Operation.Context) async throws -> [ModelTurn] {
        guard count > 0, let contact = context.contact, let number = context.number else { return [] }
        let since = context.now + (.zero - Self.period)
        let lines = try await database.read { try TalkRepository.last(count, of: contact, on: number, since: since, in: $0) }
        return lines.compactMap(Self.turn)
    }

    /// nil where there are no words; and a one-time code is nobody else's business.
    static func turn(_ line: TalkLine) -> ModelTurn? {
        guard let text = line.content["text"]?.text ?? line.content["title"]?.text ?? line.content["caption"]?.text,
            !text.allSatisfy(\.isWhitespace), !line.isPersons || LinkCode(line.content) == nil
        else { return nil }
        let shown = text.count > longestLine ? text.prefix(longestLine) + "…" : text[...]
        return line.isPersons ? .person(String(shown)) : .model(String(shown))
    }
}
