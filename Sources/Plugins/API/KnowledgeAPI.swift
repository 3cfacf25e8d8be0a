// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Language
internal import Store

/// `bot.knowledge`: the documents of the plugin's own `knowledge/`.
package enum KnowledgeAPI {
    private static let standardLimit = 3
    private static let most = 20
    /// More words make a question no clearer, and the search slower.
    private static let mostWords = 40
    /// What has less of the question's words than this has only some word by chance.
    private static let leastScore = 0.3

    private static let search = Operation("knowledge.search", .read) { arguments, context, connection in
        var words: [String] = []
        for word in SearchWords.of(arguments["text"]?.text ?? "") where !words.contains(word) && words.count < mostWords { words.append(word) }
        let limit = Int(arguments["limit"]?.int ?? Int64(standardLimit))
        let found = try KnowledgeRepository.search(words, of: context.version, limit: most * 2, in: connection).map { piece in
            let has = Set(piece.words.split(separator: " ").map(String.init))
            return (piece: piece, score: Double(words.count { has.contains($0) }) / Double(words.count))
        }
        // Of the same share of words the order of the search counts.
        let best = found.enumerated().filter { $0.element.score >= leastScore }
            .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
        return .array(best.prefix(limit).map { match in
            let piece = match.element.piece
            return [
                "source": .string(piece.source), "title": .string(piece.title), "text": .string(piece.text), "score": .number(match.element.score),
            ]
        })
    }

    package static let namespace = ScriptNamespace("bot.knowledge", "The Markdown documents in the plugin's folder `knowledge`.", [
        ScriptFunction(
            "search",
            [
                ScriptField("text", .text(most: 4_096), "What somebody asks, in English or Arabic."),
                .optional(
                    "options", .options([.optional("limit", .integer(min: 1, max: most), standard: "\(standardLimit)", "How many pieces at most.")]),
                    "How much."),
            ],
            returns: .list(of: .object("knowledge")), .operation(search),
            "The pieces of documents that have the words of a question, the best first. None where nothing fits.",
            example: ScriptExample(
                .folder(["knowledge/returns.md": "# Returns\n\nYou can return everything within 14 days.\n\n# Shipping\n\nWe ship on weekdays.\n"]),
                """
                bot.plugin { title = "Talk" }
                bot.flow("talk", { triggers = { "talk" }, run = function(chat)
                  local found = bot.knowledge.search(chat:ask("What would you like to know?"), { limit = 1 })
                  if #found == 0 then return chat:say("I do not know.") end
                  chat:say("{text} ({source})", found[1])
                end })
                """,
                chat: """
                > talk
                < What would you like to know?
                > When can I return something?
                < You can return everything within 14 days. (returns.md)
                """))
    ])

    package static let piece = ScriptClass("knowledge", "A piece of a document.", [
        ScriptField("source", .text(), "The document's file, such as `\"returns.md\"`."),
        ScriptField("title", .text(), "The headings above it, with ` › ` between them."),
        ScriptField("text", .text(), "The piece itself, Markdown as it was written."),
        ScriptField("score", .number(), "Which share of the question's words it has: 1 is all of them."),
    ])
}
