// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
package import WhatsApp

/// One line of a scene, with the lines that continue it.
package struct ChatStep: Sendable {
    package enum Action: Hashable, Sendable {
        /// A `contact:` line: the person is there.
        case meet(ChatPerson)
        /// `>`, and `!` for what a person does that is no message
        case say(ChatPerson, ChatUtterance)
        /// `<`: the next message to the person. `choices` are the buttons or rows that it must show, nil where the file
        /// does not say.
        case hear(ChatPerson, ChatPattern, choices: [ChatPattern]?)
        /// `~`
        case pass(Duration)
        /// `!`
        case act(ChatDeed)

        /// The person that it is about.
        package var person: ChatPerson? {
            switch self {
            case .meet(let person), .say(let person, _), .hear(let person, _, _): person
            case .pass, .act: nil
            }
        }
    }

    package var line: Int
    /// As the file has it, without white space at the ends of lines; what continues it is in further lines.
    package var source: String
    package var action: Action

    /// How many lines of the file it has, empty ones within it included.
    var lineCount: Int { source.count { $0 == "\n" } + 1 }

    /// Whether it is a `>`, `<` or `!` line without a name, which belongs to whoever was named last.
    var isBare: Bool { action.person != nil && source.first.map { "><!".contains($0) } == true }
}

/// What a person does with the phone.
package enum ChatUtterance: Hashable, Sendable {
    case text(String)
    /// Taps the button or row of this title.
    case tap(String)
    case media(MediaKind, name: String, caption: String?)
    /// What was spoken into the phone.
    case voice(name: String)
    case location(latitude: Double, longitude: Double, name: String?)
    /// Reacts to what the bot said last.
    case reaction(String)
    /// Opens the form that the bot sent last, or sends its screen with these values.
    case form([FormValue])
    /// Shares people out of the phone's address book.
    case contacts([Card])
    /// Sends a basket of the business's catalog.
    case order([Item], text: String?)
    /// Writes another text in the place of the person's latest.
    case edit(String)
    /// Deletes the person's latest message for everyone.
    case deletion
    /// Calls, and hangs up.
    case call
    /// Stops marketing in WhatsApp itself, or wants it again.
    case marketing(Bool)
    /// Goes on with another phone number.
    case number(String)

    package struct Card: Hashable, Sendable {
        package var name: String
        /// Digits with country code.
        package var phone: String

        package init(name: String, phone: String) {
            self.name = name
            self.phone = phone
        }
    }

    package struct Item: Hashable, Sendable {
        package var product: String
        package var quantity: Int
        /// Of one piece.
        package var price: Double
        package var currency: String

        package init(product: String, quantity: Int, price: Double, currency: String) {
            self.product = product
            self.quantity = quantity
            self.price = price
            self.currency = currency
        }
    }

    package struct FormValue: Hashable, Sendable {
        package var name: String
        package var value: String
    }
}

/// What a `!` line does to the host or to the platform.
package enum ChatDeed: Hashable, Sendable {
    /// The host is stopped cleanly and started again.
    case restart
    /// The host and its script workers end on the spot, and are started again.
    case crash
    /// The flows are read and published again.
    case reload
    /// So many messages do not get through.
    case failGraph(GraphFailure, count: Int)
    /// Another system answers so from now on.
    case http(DeclaredAnswer)
    /// The language model does so the next times that it is asked.
    case model(DeclaredCompletion, count: Int)
}

/// What becomes of a message that does not get through.
package enum GraphFailure: Hashable, Sendable {
    /// The platform refuses it with this HTTP status.
    case status(Int)
    /// The platform refuses it with this error code of its own.
    case code(Int)
    /// The platform takes it, and a status tells later that it failed with this error code.
    case told(Int)
    /// The platform takes it, and its answer is lost.
    case timeout
    /// Nobody is there.
    case down
}
