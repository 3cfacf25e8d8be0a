// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// A line that somebody types in `moonpost chat`.
enum ChatInput: Hashable {
    /// The words as a `>` line has them.
    case say(ChatUtterance, source: String)
    /// `/edit`, `/call` and the like: what a person does that is no message, as a `!` line has it.
    case deed(ChatUtterance, source: String)
    /// `/restart` and the like.
    case act(ChatDeed, source: String)
    /// `/wait 2 hours`
    case wait(Duration, source: String)
    /// `/as Omar`; an empty text asks who there is.
    case speak(String)
    /// `/save lunch.chat`
    case save(String)
    case help
    case quit
    /// An empty line.
    case nothing

    private static let commands = ["/restart", "/crash", "/reload", "/fail", "/http", "/model", "/edit", "/delete", "/call", "/marketing", "/number", "/wait", "/as", "/save", "/help", "/quit"]

    init(_ line: String) throws(ChatMistake) {
        let text = line.trimmed
        guard text.hasPrefix("/") else {
            self = text.isEmpty ? .nothing : .say(try ChatUtterance(text: text), source: text)
            return
        }
        let command = text.prefix { !$0.isWhitespace }.lowercased()
        let rest = text.dropFirst(command.count).description.trimmed
        switch command {
        case "/restart", "/crash", "/reload", "/fail", "/http", "/model":
            let source = text.dropFirst().description
            self = .act(try ChatDeed(source), source: source)
        case "/edit", "/delete", "/call", "/marketing", "/number":
            let source = text.dropFirst().description
            guard let utterance = try ChatUtterance(deed: source) else { throw ChatMistake(message: "\(command) has nothing behind it") }
            self = .deed(utterance, source: source)
        case "/wait": self = .wait(try Self.duration(rest), source: rest)
        case "/as": self = .speak(rest)
        case "/save":
            guard !rest.isEmpty else { throw ChatMistake(message: "write a name behind it: /save lunch.chat") }
            self = .save(rest)
        case "/help" where rest.isEmpty: self = .help
        case "/quit" where rest.isEmpty: self = .quit
        default:
            let hint = NearestName.of(command, among: Self.commands).map { "did you mean \($0)?" } ?? "/help lists what there is."
            throw ChatMistake(message: "there is no \(command): \(hint) To send it as it is, write \\\(text)")
        }
    }

    private static func duration(_ text: String) throws(ChatMistake) -> Duration {
        do {
            return try DurationWords.parse(text)
        } catch {
            throw ChatMistake(message: text.isEmpty ? "write how long: /wait 2 hours" : "\(error)")
        }
    }

    /// What `/help` prints.
    static let helpLines = [
        "What you type is sent; [Yes] taps a button or row, [2] the second one. Also: image photo.jpg \"caption\" (or video,",
        "audio, voice, document, sticker), location 30.04 31.23, reaction 👍, contacts Omar +201007654321, order cement-50 x2,",
        "and \\text for words that look like one of these",
        "/edit \"Three bags\"   writes your latest text anew; /delete takes it back, /call calls, /marketing stop wants none,",
        "                     /number +201009876543 goes on with another phone number",
        "/wait 2 hours        lets time pass; the clock begins on Monday, 5 January 2026, 9:00, and stands still otherwise",
        "/as Omar             goes on as somebody else: /as Omar, +201007654321, language ar",
        "/reload              reads the flows again and publishes them",
        "/restart, /crash     stops or kills the bot, and starts it again",
        "/fail graph 503 x3   lets WhatsApp refuse the next messages; also an error code (131056), timeout, down",
        "/fail status 131026  lets WhatsApp take the next one, and say later that it failed",
        "/http GET https://api.example.com/price 200 {\"price\": 5}   says what another system answers",
        "/model answers \"Hello\", /model fails 503   says what the language model does when it is asked next",
        "/save lunch.chat     writes the conversation as a test",
        "/quit                ends, like the end of the input",
    ]
}
