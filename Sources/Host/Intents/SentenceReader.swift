// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Language
package import Plugins
package import Store

/// What becomes of a sentence that somebody writes outside any conversation, where there is no language model.
package struct SentenceReader: Sendable {
    package enum Reading: Sendable {
        /// It begins this command, query or flow.
        case begins(PluginCatalog.Entry, given: JSON)
        /// The person is asked which of these they mean, by their names.
        case asks([String])
        /// The person is told what is missing or wrong in what they wrote.
        case tells(String)
        /// The fallback flow gets it, where there is one.
        case nothing
    }

    private let routing: Routing
    private let contact: Contact
    private let language: String

    /// - Parameters:
    ///   - role: Of whoever writes; nil: of somebody who is no user.
    ///   - language: Theirs, as "en".
    package init(_ catalog: PluginCatalog, _ book: IntentBook, role: User.Role?, language: String, civil: CivilTime, clock: any Clock) {
        routing = Routing(catalog: catalog, intents: book, hasModel: false, times: CivilTimes(business: civil), clock: clock)
        contact = Contact(
            id: ContactID(stored: "somebody"), name: nil, language: language, aliases: [],
            user: role.map { User(id: UserID(stored: "somebody"), name: "Somebody", role: $0) })
        self.language = language
    }

    package func read(_ text: String) throws -> Reading {
        let message = IncomingMessage(
            id: UpdateID(stored: "sentence"), content: ["type": "text", "text": .string(text)], contact: contact, number: "", language: language,
            sentAt: routing.clock.now, conversations: [])
        return Self.reading(try routing.handle(message) { _ in .ignore })
    }

    private static func reading(_ disposition: Disposition) -> Reading {
        switch disposition {
        case .begin(let entry, _, _) where entry.name == "fallback": .nothing
        case .begin(let entry, let given, _):
            entry.kind == "meaning" ? .asks((given["choices"]?.elements ?? []).compactMap { $0["name"]?.text }) : .begins(entry, given: given)
        case .reply(let content, _, _): .tells(content["text"]?.text ?? "")
        case .deny(_, let otherwise): reading(otherwise)
        case .answer, .refuse, .code, .ignore: .nothing
        }
    }
}
