// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins
internal import Store

/// The question which of several things a sentence meant: what the person is shown, and whether a message answers it.
enum Meanings {
    /// What scripts and the question get of each.
    /// - Parameter isSure: Whether the first is what is asked for; the scripts that are told need not ask.
    static func json(_ meanings: some Collection<IntentBook.Meaning>, isSure: Bool = false, language: String) -> JSON {
        let texts = HostTexts.of(language)
        return .array(meanings.enumerated().map { index, meaning in
            var object: JSONObject = ["name": .string(meaning.entry.name), "title": .string(meaning.entry.title(in: language)), "confidence": .number(meaning.confidence)]
            switch meaning.given {
            case .success(let given): object["given"] = given
            case .failure(let problem): object["problem"] = .string(texts.text(of: problem))
            }
            if isSure, index == 0, object["problem"] == nil { object["sure"] = true }
            return .object(object)
        })
    }

    /// Whether a message answers the question: a tap, a number, one of the names, yes or no. Whatever else somebody writes is something new.
    static func isAnswer(_ message: IncomingMessage, to question: StoredConversation) -> Bool {
        guard message.content["type"]?.text == "text", let text = message.text else { return ["buttons", "list"].contains(message.content["type"]?.text) }
        let choices = question.opening["given"]?["choices"]?.elements ?? []
        let written = NormalizedText.of(text)
        if let number = Int(written), (1...max(choices.count, 2)).contains(number) { return true }
        return yesAndNo.contains(written) || choices.contains { NormalizedText.of($0["name"]?.text ?? "") == written }
    }

    private static let yesAndNo = Set("yes y yeah yep ok okay sure no n nope نعم ايوه ايوة اه تمام موافق لا لأ كلا".split(separator: " ").map { NormalizedText.of(String($0)) })
}
