// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The reply that one message must get.
enum Expectation: Hashable, Sendable {
    /// The echo of this text.
    case echo(String)
    /// "asked N": the first commit in the middle of a turn.
    case asked
    /// "counted N ANSWER": the second one.
    case counted(answer: String)

    /// The number in `text` where that is this reply: 0 for an echo; nil where it is another.
    func number(in text: String) -> Int? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        switch self {
        case .echo(let echo): return text == echo ? 0 : nil
        case .asked: return words.count == 2 && words[0] == "asked" ? Int(words[1]) : nil
        case .counted(let answer):
            return words.count == 3 && words[0] == "counted" && words[2] == answer ? Int(words[1]) : nil
        }
    }

    /// The flows that reply like this.
    static let flows = [
        "echo.lua": """
        bot.plugin { title = "Echo" }
        bot.flow("fallback", { run = function(chat) chat:say(chat.message.text) end })
        """,
        "count.lua": """
        bot.plugin { title = "Count" }
        bot.flow("count", { triggers = { "count" }, run = function(chat)
          local begun = bot.store.add("begun", 1)
          local answer = chat:ask("asked " .. begun)
          local counted = bot.store.add("counted", 1)
          chat:say("counted " .. counted .. " " .. answer)
        end })
        """,
    ]
}
