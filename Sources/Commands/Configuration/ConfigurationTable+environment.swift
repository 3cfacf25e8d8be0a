// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ConfigurationTable {
    /// What begins a text that stands for an environment variable.
    private static let prefix = "env:"

    /// The value itself, or that of the environment variable which it names; nil, and a problem, where there is none.
    func resolve(_ member: ConfigurationValue) -> ConfigurationSetting<ConfigurationValue.Content>? {
        let setting = ConfigurationSetting(value: member.content, key: member.key.name, line: member.line)
        guard case .text(let text) = member.content, text.hasPrefix(Self.prefix) else { return setting }
        let variable = String(text.dropFirst(Self.prefix.count))
        guard Self.isVariable(variable) else {
            context.report(
                member.line,
                "\(setting.key): after \"env:\" comes the name of an environment variable, as in \"env:NAME\"")
            return nil
        }
        guard let value = context.environment[variable] else {
            context.report(
                member.line, "\(setting.key) is \"\(text)\", but the environment variable \(variable) is not set")
            return nil
        }
        return ConfigurationSetting(value: .text(value), key: setting.key, line: setting.line, variable: variable)
    }

    /// The value as JSON, with the environment's values in it; dates become text.
    func json(_ member: ConfigurationValue) -> JSON {
        guard let setting = resolve(member) else { return .null }
        switch setting.value {
        case .text(let text): return .string(text)
        case .integer(let integer): return .integer(integer)
        case .bool(let bool): return .bool(bool)
        case .date(let date): return .string(date)
        case .number(let number):
            guard number.isFinite else {
                context.report(member.line, "\(setting.key) must be a finite number")
                return .null
            }
            return .number(number)
        case .list(let elements): return .array(elements.map(json))
        case .table(let members):
            return .object(JSONObject(members.sorted { $0.key < $1.key }.map { (key: $0.key, value: json($0.value)) }))
        }
    }

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return name.utf8.allSatisfy { ConfigurationKey.isBare($0) && $0 != UInt8(ascii: "-") }
    }
}
