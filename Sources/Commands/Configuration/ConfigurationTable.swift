// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Reads the values of one table, and reports whatever it has that nobody asked for.
///
/// What is asked for is what is known: there is no second list of keys that could differ.
struct ConfigurationTable {
    let key: ConfigurationKey
    let line: Int?
    let context: ConfigurationContext
    private let members: [String: ConfigurationValue]
    private var known: [String] = []

    init(key: ConfigurationKey, line: Int?, members: [String: ConfigurationValue], context: ConfigurationContext) {
        self.key = key
        self.line = line
        self.members = members
        self.context = context
    }

    /// Reports the keys that nobody asked for. To be called last.
    /// - Parameter elsewhere: The tables where some keys stand that may be looked for here.
    func finish(elsewhere: [String: String] = [:]) {
        for (name, member) in members where !known.contains(name) {
            let unknown = key.appending(name).name
            let hint: String
            if let place = elsewhere[name] {
                hint = "it stands in [\(place)]"
            } else if let nearest = NearestName.of(name, among: known) ?? extended(name) {
                hint = "did you mean \"\(nearest)\"?"
            } else {
                hint = "\(key.header) can have \(known.sorted().joined(separator: ", "))"
            }
            context.report(member.line ?? line, "unknown key \"\(unknown)\": \(hint)")
        }
    }

    /// The known key that begins as the name does, or the other way round: "cpu" for "cpu_ms".
    private func extended(_ name: String) -> String? {
        known.first { $0.hasPrefix(name + "_") || name.hasPrefix($0 + "_") }
    }

    /// The member as the file has it, or nil where the file does not give it.
    mutating func member(_ name: String) -> ConfigurationValue? {
        known.append(name)
        return members[name]
    }

    /// Whether the file gives it, right or wrong.
    func has(_ name: String) -> Bool { members[name] != nil }

    /// The line on which the file gives it, or else that of the table.
    func line(of name: String) -> Int? { members[name]?.line ?? line }

    /// The table of that name; an empty one where the file does not give it.
    mutating func table(_ name: String) -> ConfigurationTable {
        let member = member(name)
        var members: [String: ConfigurationValue] = [:]
        if let member {
            if case .table(let found) = member.content {
                members = found
            } else {
                wrongType(member, "a table, written [\(key.appending(name).name)]")
            }
        }
        return ConfigurationTable(
            key: key.appending(name), line: member?.line ?? line, members: members, context: context)
    }

    /// The tables of that name, in their order.
    mutating func tables(_ name: String) -> [ConfigurationTable] {
        guard let member = member(name) else { return [] }
        let wanted = "tables, each written [[\(key.appending(name).name)]]"
        guard case .list(let elements) = member.content else {
            wrongType(member, wanted)
            return []
        }
        return elements.compactMap { element in
            guard case .table(let members) = element.content else {
                wrongType(element, wanted)
                return nil
            }
            return ConfigurationTable(key: element.key, line: element.line, members: members, context: context)
        }
    }

    /// Every member that is a table itself, in the order of the names.
    mutating func allTables() -> [(name: String, table: ConfigurationTable)] {
        members.keys.sorted().map { ($0, table($0)) }
    }

    /// Every member that was not asked for, in the order of the names. They count as known from then on.
    mutating func rest() -> [(name: String, value: ConfigurationValue)] {
        let names = members.keys.filter { !known.contains($0) }.sorted()
        return names.compactMap { name in member(name).map { (name, $0) } }
    }

    func wrongType(_ value: ConfigurationValue, _ wanted: String) {
        context.report(value.line, "\(value.key.name) must be \(wanted), not \(value.content.typeName)")
    }
}
