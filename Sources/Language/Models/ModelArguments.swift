// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The arguments of a call, which models write themselves, and not always well.
enum ModelArguments {
    /// Depth and number of what a call may bring: it is far less trusted than it is large.
    private static let limits = JSON.Limits(depth: 16, nodes: 2_000)

    /// An object, also one that is written as a text; nil for anything else. No arguments at all are none.
    static func read(_ value: JSON?) -> JSON? {
        switch value {
        case nil, .null?: return [:]
        case .object?: return value
        case .string(let text)?:
            if text.allSatisfy(\.isWhitespace) { return [:] }
            // What is no JSON is told to the model, by whoever checks the call.
            guard case .object(let object)? = try? JSON(text, limits: limits) else { return nil }
            return .object(object)
        default: return nil
        }
    }
}
