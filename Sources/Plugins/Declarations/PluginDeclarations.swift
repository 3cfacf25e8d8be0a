// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Language
package import Store

/// What the body of a plugin's files declared, checked.
package struct PluginDeclarations: Sendable {
    package var title: LocalizedText
    package var version: String?
    package var uses: [String] = []
    /// Whether consecutive texts of a turn are sent as one message.
    package var joins = false
    /// Quick messages of one person are taken together when none has come for so long; nil: each by itself.
    package var coalesce: Duration?
    package var settings: [SettingDeclaration] = []
    package var flows: [FlowDeclaration] = []
    /// Queries, too.
    package var commands: [CommandDeclaration] = []
    /// The names of the events that it listens to.
    package var events: [String] = []
    package var schedules: [ScheduleDeclaration] = []
    package var templates: [TemplateDeclaration] = []
    package var forms: [FormDeclaration] = []

    /// What goes in place of the messages of a flow or command outside the 24-hour window, with its template.
    package func outsideWindow(_ kind: String, _ name: String) -> (OutsideWindow, TemplateDeclaration)? {
        let declared = kind != "flow"
            ? commands.first { $0.name == name }?.outsideWindow : flows.first { $0.name == name }?.outsideWindow
        guard let declared, let template = templates.first(where: { $0.name == declared.template }) else { return nil }
        return (declared, template)
    }

    /// What `chat:go` can be given.
    package var names: [String] { flows.map(\.name) + commands.map(\.name) }
}

/// One value that config.toml may set for the plugin.
package struct SettingDeclaration: Hashable, Sendable {
    package var name: String
    package var type: ParameterType
    package var defaultValue: JSON?
    package var help: String?
}

/// A conversation that a trigger begins.
package struct FlowDeclaration: Hashable, Sendable {
    package var name: String
    package var title: LocalizedText?
    /// Whole messages that begin it.
    package var triggers: [String] = []
    package var examples: [String] = []
    package var access = Access.anyone
    /// It ends after this long a silence.
    package var timeout: Duration?
    /// What goes in place of its messages where WhatsApp lets templates through alone.
    package var outsideWindow: OutsideWindow?
    package var line: Int
}

/// Something that a person tells the bot to do by its name, or asks it.
package struct CommandDeclaration: Hashable, Sendable {
    package var name: String
    /// Whether it only reads and answers.
    package var isQuery = false
    /// Whether only buttons and scripts lead to it: neither the help shows it nor does a language model call it.
    package var isHidden = false
    /// What else people type for it, such as its name in another language.
    package var aliases: [String] = []
    package var help: LocalizedText?
    package var usage: String?
    package var parameters: [ParameterDeclaration] = []
    package var examples: [String] = []
    package var access = Access.anyone
    package var confirm = false
    /// What goes in place of its messages where WhatsApp lets templates through alone.
    package var outsideWindow: OutsideWindow?
    package var line: Int
}

extension CommandDeclaration {
    /// What those type who have this language: a name that is written in it, where there is one.
    package func name(in language: String?) -> String {
        guard let language = language?.prefix(while: { $0 != "-" && $0 != "_" }) else { return name }
        return aliases.first { Self.isWritten($0, in: language) } ?? name
    }

    /// How those write it who have this language: with the names that are written in it, where there are some.
    package func usage(in language: String?) -> String? {
        guard var usage, let language = language?.prefix(while: { $0 != "-" && $0 != "_" }) else { return usage }
        let own = name(in: String(language))
        if own != name, usage.hasPrefix(name) { usage = own + usage.dropFirst(name.count) }
        for parameter in parameters {
            guard let keyword = parameter.keywords.first(where: { Self.isWritten($0, in: language) }) else { continue }
            usage = usage.replacing("[\(parameter.name) <", with: "[\(keyword) <")
        }
        return usage
    }

    private static func isWritten(_ text: String, in language: some StringProtocol) -> Bool { WrittenLanguage.of(text).map { $0 == language } ?? false }
}

/// Who may use a flow or command.
package enum Access: String, Hashable, Sendable, CaseIterable {
    case anyone
    /// Users of any role; the same as members, as there is no lower role.
    case linked
    case member
    case manager
    case admin

    /// - Parameter role: Of the user that somebody is; nil: of somebody who is none.
    package func permits(_ role: User.Role?) -> Bool {
        switch self {
        case .anyone: true
        case .linked, .member: role != nil
        case .manager: role.map { $0 >= .manager } ?? false
        case .admin: role == .admin
        }
    }
}
