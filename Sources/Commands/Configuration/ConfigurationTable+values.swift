// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ConfigurationTable {
    /// Text that is not empty.
    ///
    /// - Parameter variable: the environment variable that fills it where the file does not give it.
    mutating func text(_ name: String, else variable: String? = nil) -> ConfigurationSetting<String>? {
        guard let member = member(name) else {
            guard let variable, let value = context.variable(variable) else { return nil }
            return ConfigurationSetting(value: value, key: key.appending(name).name, line: line, variable: variable)
        }
        guard let setting = resolve(member) else { return nil }
        guard case .text(let text) = setting.value else {
            wrongType(member, "text")
            return nil
        }
        guard !text.isEmpty else {
            context.report(
                member.line,
                "\(setting.key) is empty\(setting.variable.map { ": the environment variable \($0) is" } ?? "")")
            return nil
        }
        return setting.map { _ in text }
    }

    /// Text that must be there, in the file or in the environment.
    mutating func requiredText(_ name: String, else variable: String? = nil) -> ConfigurationSetting<String>? {
        let found = text(name, else: variable)
        // What was given and is wrong has been reported.
        if found == nil, !has(name) {
            let hint = variable.map { ": give it here, or set the environment variable \($0)" } ?? ""
            context.report(line, "\(key.header) has no \(name)\(hint)")
        }
        return found
    }

    /// The texts of a list, each as it is found; nil where the file gives none.
    /// - Parameter wanted: What messages call the list, such as "a list of hosts, as in allow_private = [...]".
    mutating func texts(_ name: String, _ wanted: String) -> [ConfigurationSetting<String>]? {
        guard let member = member(name) else { return nil }
        guard case .list(let elements) = member.content else {
            wrongType(member, wanted)
            return nil
        }
        return elements.compactMap { element in
            guard let setting = resolve(element) else { return nil }
            guard case .text(let text) = setting.value else {
                wrongType(element, "text")
                return nil
            }
            return setting.map { _ in text }
        }
    }

    /// A whole number within a range.
    mutating func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        guard let member = member(name), let setting = resolve(member) else { return nil }
        let value: Int64
        switch setting.value {
        case .integer(let integer): value = integer
        case .text(let text):
            guard let variable = setting.variable else {
                wrongType(member, "a whole number")
                return nil
            }
            guard let integer = Int64(text) else {
                context.report(
                    member.line,
                    "\(setting.key) must be a whole number, and the environment variable \(variable) holds none")
                return nil
            }
            value = integer
        default:
            wrongType(member, "a whole number")
            return nil
        }
        guard range.contains(value) else {
            let bounds =
                range.upperBound == .max
                ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            context.report(
                member.line,
                "\(setting.key) must be \(bounds)\(setting.variable.map { "; look at the environment variable \($0)" } ?? ", not \(value)")"
            )
            return nil
        }
        return value
    }

    /// A whole number within a range, or "unlimited", which is nil within; nil without where the file gives none.
    mutating func limit(_ name: String, in range: ClosedRange<Int64>) -> Int?? {
        guard let member = member(name) else { return nil }
        if let setting = resolve(member), case .text(let text) = setting.value, setting.variable != nil || Int64(text) == nil {
            if text == "unlimited" { return .some(nil) }
            if Int64(text) == nil {
                context.report(
                    member.line,
                    "\(setting.key): \(setting.map { _ in text }.shown) is not a limit: write a whole number, or \"unlimited\"")
                return nil
            }
        }
        return integer(name, in: range).map { Int($0) }
    }

    /// true or false.
    mutating func bool(_ name: String) -> Bool? {
        guard let member = member(name), let setting = resolve(member) else { return nil }
        switch setting.value {
        case .bool(let value): return value
        case .text("true") where setting.variable != nil: return true
        case .text("false") where setting.variable != nil: return false
        default:
            wrongType(member, "true or false")
            return nil
        }
    }

    /// A number of bytes: whole, or in words such as "4 MiB".
    mutating func bytes(_ name: String, atLeast least: Int64) -> Int64? {
        guard let member = member(name), let setting = resolve(member) else { return nil }
        let value: Int64
        switch setting.value {
        case .integer(let integer): value = integer
        case .text(let text):
            guard let bytes = ByteWords.parse(text) else {
                context.report(
                    member.line,
                    "\(setting.key): \(setting.map { _ in text }.shown) is not a size: write it like \"4 MiB\", or in bytes"
                )
                return nil
            }
            value = bytes
        default:
            wrongType(member, "a size like \"4 MiB\", or a number of bytes")
            return nil
        }
        guard value >= least else {
            context.report(
                member.line,
                "\(setting.key) must be at least \(ByteWords.words(least)); a number without a unit counts bytes")
            return nil
        }
        return value
    }

    /// A duration in words such as "10 seconds".
    mutating func duration(_ name: String, atLeast least: Duration = .zero) -> Duration? {
        guard let found = text(name) else { return nil }
        do {
            let duration = try DurationWords.parse(found.value)
            guard duration >= least else {
                context.report(found.line, "\(found.key) must be longer than nothing")
                return nil
            }
            return duration
        } catch {
            // The reason quotes the text, which is nobody's business where it comes from the environment.
            let reason = found.variable == nil ? "\(error)" : "\(found.shown) is not a duration like \"10 seconds\""
            context.report(found.line, "\(found.key): \(reason)")
            return nil
        }
    }
}
