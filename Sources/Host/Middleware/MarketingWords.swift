// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// STOP ends marketing at any time, in the middle of a conversation too, and START resumes it. Each is confirmed once: said again it is
/// a word like any other.
///
/// STOP comes before the limits on what people write, so that it always works; START after them, so that nobody goes
/// from one to the other without end.
struct MarketingWords: Middleware {
    let word: MarketingWord
    let vocabulary: MarketingVocabulary

    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        guard vocabulary.word(in: message.content) == word else { return try next(message) }
        let texts = HostTexts.of(message.language)
        switch (word, message.hasStoppedMarketing) {
        case (.stop, false):
            // Somebody who is asked something, and says stop, wants to be left alone with that, too.
            let waiting = message.waiting
            let reply = (waiting == nil ? "" : texts.cancelled + " ") + texts.marketingStopped
            return .reply(["type": "text", "text": .string(reply)], ending: waiting, stopsMarketing: true)
        case (.stop, true):
            guard let waiting = message.waiting else { return try next(message) }
            return .reply(["type": "text", "text": .string(texts.cancelled)], ending: waiting)
        case (.start, true):
            return .reply(["type": "text", "text": .string(texts.marketingResumed)], stopsMarketing: false)
        case (.start, false): return try next(message)
        }
    }

    func joins(_ message: IncomingMessage) -> Bool { vocabulary.word(in: message.content) != word }
}
