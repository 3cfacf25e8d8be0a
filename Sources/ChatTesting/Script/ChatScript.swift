// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Store

/// A `.chat` file, read: scenes that are played one by one, each from an empty store.
///
/// The format is described in docs/flows.md, "Test it".
package struct ChatScript: Sendable {
    /// As it was given; problems and failures begin with it.
    package var file: String
    package var scenes: [ChatScene]

    /// Reads the text of a file.
    /// - Throws: ``ChatProblems`` with everything that is wrong, line by line.
    package init(_ text: String, file: String) throws(ChatProblems) {
        var parser = ChatParser(text, file: file)
        scenes = try parser.scenes()
        self.file = file
    }
}

/// One scene of a `.chat` file.
package struct ChatScene: Sendable {
    /// The line of its first step, or of the `---` above it.
    package var line: Int
    /// What stands behind `---`.
    package var title: String?
    /// Whose lines those without a name are, until a line names somebody.
    package var speaker: ChatPerson
    package var steps: [ChatStep]
    /// Users whom the file has introduced before the scene: they are there though they say nothing.
    package var staff: [ChatPerson] = []

    /// Everybody who has a part in it, in order of appearance.
    package var people: [ChatPerson] {
        var people: [ChatPerson] = []
        for step in steps {
            if let person = step.action.person, !people.contains(person) { people.append(person) }
        }
        return people
    }
}

/// Somebody who chats with the bot in a scene.
package struct ChatPerson: Hashable, Sendable {
    package var name: String
    /// Digits with country code.
    package var phone: String
    /// What the host knows of the person's language; nil leaves it to the business's own.
    package var language: String?
    /// The IANA name of the zone that they are in; nil: the business's.
    package var timezone: String?
    /// What they may do, where they are one of the staff.
    package var role: User.Role?

    package init(name: String, phone: String, language: String? = nil, timezone: String? = nil, role: User.Role? = nil) {
        self.name = name
        self.phone = phone
        self.language = language
        self.timezone = timezone
        self.role = role
    }
}
