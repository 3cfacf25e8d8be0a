// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One thing that a sentence can ask for, known by example.
package struct Intent: Hashable, Sendable {
    /// What a sentence can say besides: "{title}" in an example, or a value that is named along with it.
    package struct Slot: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// Whatever somebody says, as long as it is.
            case text
            /// A few words that name something: a task, a person.
            case name
            case number
            case integer
            case boolean
            case date
            case period
            case choice([Choice])
        }

        /// One value of a choice, and the words that mean it.
        package struct Choice: Hashable, Sendable {
            package var value: String
            package var words: [String]

            package init(_ value: String, words: [String] = []) {
                self.value = value
                self.words = words
            }
        }

        package var name: String
        package var kind: Kind

        package init(_ name: String, _ kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    package var id: String
    /// Sentences, with slots in braces: "create a task to {title}".
    package var examples: [String]
    /// What is not here and stands in braces is text.
    package var slots: [Slot]

    /// The slots of names.
    var names: Set<String> { Set(slots.filter { $0.kind == .name }.map(\.name)) }

    package init(_ id: String, examples: [String], slots: [Slot] = []) {
        self.id = id
        self.examples = examples
        self.slots = slots
    }
}

/// What a sentence says for a slot.
package enum IntentValue: Hashable, Sendable {
    case text(String)
    case number(Double)
    case boolean(Bool)
    case date(CivilTime.Moment)
    case period(first: CivilTime.Moment, last: CivilTime.Moment)
    case choice(String)
}

/// That a sentence may ask for an intent.
package struct IntentMatch: Hashable, Sendable {
    package var intent: String
    /// From 0 to 1: what the classifier says.
    package var likelihood: Double
    /// From 0 to 1: how much of what the sentence says, and of what the example does, is in the other one.
    package var fit: Double
    package var values: [String: IntentValue]

    /// From 0 to 1.
    package var confidence: Double { 0.5 * likelihood + 0.5 * fit }
}
