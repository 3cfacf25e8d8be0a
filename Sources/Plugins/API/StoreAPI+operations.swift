// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Store

extension StoreAPI {
    /// How many values `list` gives at most.
    package static let longestList = 1_000

    static let get = Operation("store.get", .read) { arguments, context, connection in
        try PluginDataRepository.value(try key(arguments), of: context.plugin, at: context.now, in: connection) ?? .null
    }

    static let list = Operation("store.list", .read) { arguments, context, connection in
        let prefix = arguments["prefix"]?.text ?? ""
        let found = try PluginDataRepository.list(
            prefix: prefix, of: context.plugin, limit: longestList + 1, at: context.now, in: connection)
        guard found.count <= longestList else {
            throw OperationError(
                code: "too_many",
                message: "more than \(longestList) names begin with \"\(prefix)\": ask for a longer prefix")
        }
        return .array(found.map { ["key": .string($0.name), "value": $0.value] })
    }

    static let set = Operation("store.set", .effect) { arguments, context, connection in
        let expiry = arguments["keep"]?.int.map { context.now + .milliseconds($0) }
        try PluginDataRepository.set(
            try key(arguments), to: arguments["value"] ?? .null, of: context.plugin, expiresAt: expiry, in: connection)
        return .null
    }

    static let delete = Operation("store.delete", .effect) { arguments, context, connection in
        try PluginDataRepository.delete(try key(arguments), of: context.plugin, in: connection)
        return .null
    }

    static let add = Operation("store.add", .write) { arguments, context, connection in
        let name = try key(arguments)
        let amount = arguments["amount"] ?? 1
        let old = try PluginDataRepository.value(name, of: context.plugin, at: context.now, in: connection) ?? 0
        let sum: JSON
        if case .integer(let left) = old, case .integer(let right) = amount {
            let (value, overflow) = left.addingReportingOverflow(right)
            sum = overflow ? .number(Double(left) + Double(right)) : .integer(value)
        } else if let left = old.double, let right = amount.double {
            sum = .number(left + right)
        } else {
            throw OperationError(
                code: "not_a_number", message: "bot.store.add: \"\(name)\" holds \(old.typeName), which nothing can be added to")
        }
        if let total = sum.double, !total.isFinite {
            throw OperationError(code: "too_large", message: "bot.store.add: the sum in \"\(name)\" would be too large for a number")
        }
        try PluginDataRepository.replace(name, with: sum, of: context.plugin, at: context.now, in: connection)
        return sum
    }

    /// The prelude lets 200 characters through; an effect that was refused here could not be told to the script any more.
    private static func key(_ arguments: JSON) throws -> String {
        guard let key = arguments["key"]?.text, !key.isEmpty, key.unicodeScalars.count <= 200 else {
            throw OperationError(code: "bad_key", message: "bot.store: a key is a text of 1 to 200 characters")
        }
        return key
    }
}
