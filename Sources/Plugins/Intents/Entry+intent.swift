// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language

extension PluginCatalog.Entry {
    /// As the built-in understanding knows it; its name is its id.
    var intent: Intent {
        guard case .command(let command) = declaration else { return Intent(name, examples: examples) }
        return Intent(name, examples: examples, slots: command.parameters.map { Intent.Slot($0.name, $0.slotKind) })
    }
}

extension ParameterDeclaration {
    fileprivate var slotKind: Intent.Slot.Kind {
        switch type {
        case .text: .text
        case .name: .name
        case .number: .number
        case .integer: .integer
        case .boolean: .boolean
        case .date: .date
        case .period: .period
        case .choice(let words): .choice(words.map { Intent.Slot.Choice($0, words: synonyms[$0, default: []]) })
        }
    }
}

extension IntentValue {
    /// As a command gets it.
    var json: JSON? {
        switch self {
        case .text(let text), .choice(let text): .string(text)
        case .number(let number): Int64(exactly: number).map { .integer($0) } ?? .number(number)
        case .boolean(let boolean): .bool(boolean)
        case .date(let moment): LanguageAPI.json(moment)
        case .period(let first, let last): LanguageAPI.period(.period(first: first, last: last))
        }
    }
}
