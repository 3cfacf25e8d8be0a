// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Makes strange bodies out of good ones.
enum JSONMutator {
    /// One of each kind of value that can stand where another is expected.
    static let strange: [JSON] = [
        nil, true, 0, -1, .integer(.max), .integer(.min), 1.5, 1e300, "", "x", "201001234567",
        .string(String(repeating: "y", count: 10_000)),
        "\u{0}", "\u{FFFD}", [], [[]], [1, "x", nil], [:], ["id": 1], ["type": "text"],
    ]

    /// How many values there are, this one included.
    static func count(_ json: JSON) -> Int {
        switch json {
        case .array(let elements): elements.reduce(1) { $0 + count($1) }
        case .object(let object): object.reduce(1) { $0 + count($1.value) }
        default: 1
        }
    }

    /// Replaces the value at a position in reading order.
    static func replace(_ json: JSON, at position: Int, with value: JSON) -> JSON {
        change(json, at: position) { _ in value }
    }

    static func mutate(_ json: JSON, using random: inout SeededGenerator) -> JSON {
        let position = Int.random(in: 0..<count(json), using: &random)
        let kind = Int.random(in: 0..<8, using: &random)
        let value = strange.randomElement(using: &random) ?? nil
        let depth = Int.random(in: 1...80, using: &random)
        return change(json, at: position) { old in
            switch (kind, old) {
            case (0, .array(let elements)): .array(elements + elements)
            case (1, .array): []
            case (2, .object(let object)): .object(JSONObject(object.members + object.members))
            case (3, .object(let object)): .object(JSONObject(Array(object.members.dropFirst())))
            case (4, .object(let object)): .object(JSONObject(object.members.reversed()))
            case (5, _): (0..<depth).reduce(old) { nested, level in level % 2 == 0 ? [nested] : ["messages": nested] }
            case (6, .array(let elements)): .array(Array(repeating: elements, count: 300).flatMap { $0 })
            default: value
            }
        }
    }

    private static func change(_ json: JSON, at position: Int, _ body: (JSON) -> JSON) -> JSON {
        /// How many values come before the one to change.
        var left = position
        func walk(_ json: JSON) -> JSON {
            let isHere = left == 0
            left -= 1
            if isHere { return body(json) }
            switch json {
            case .array(let elements): return .array(elements.map(walk))
            case .object(let object): return .object(JSONObject(object.members.map { ($0.key, walk($0.value)) }))
            default: return json
            }
        }
        return walk(json)
    }
}
