// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The members of a JSON object, in the order in which they were written.
///
/// Where a name stands twice the last one counts (RFC 8259 leaves it open; every decoder that
/// Meta's documentation names does the same). Look-up is linear: the objects we meet are small,
/// and whoever reads a hostile one looks up a fixed handful of names.
package struct JSONObject: Sendable {
    package typealias Member = (key: String, value: JSON)

    package private(set) var members: [Member]

    package init(_ members: [Member] = []) {
        self.members = members
    }

    package var isEmpty: Bool { members.isEmpty }
    package var count: Int { members.count }
    package var keys: [String] { members.map(\.key) }

    /// Reading gives the last member of that name; writing nil removes it, writing a value replaces or appends it.
    package subscript(key: String) -> JSON? {
        get {
            // By hand: a closure over the members would copy each value it passes.
            var index = members.count
            while index > 0 {
                index -= 1
                if members[index].key == key { return members[index].value }
            }
            return nil
        }
        set {
            guard let newValue else {
                members.removeAll { $0.key == key }
                return
            }
            if let index = members.lastIndex(where: { $0.key == key }) {
                members[index].value = newValue
            } else {
                members.append((key, newValue))
            }
        }
    }
}

extension JSONObject: Hashable {
    /// Two objects are equal when they have the same members, in any order.
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        return left.dictionary == right.dictionary
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(dictionary) }

    private var dictionary: [String: JSON] {
        Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    }
}

extension JSONObject: Sequence {
    package func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements.map { (key: $0.0, value: $0.1) }) }
}
