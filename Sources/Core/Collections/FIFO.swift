// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// First in, first out, in constant time on average.
package struct FIFO<Element> {
    private var storage: [Element?] = []
    private var head = 0

    package init() {}

    package var count: Int { storage.count - head }
    package var isEmpty: Bool { count == 0 }
    package var first: Element? { isEmpty ? nil : storage[head] }

    /// The element so many after the first, where there is one.
    package func element(_ offset: Int) -> Element? {
        offset >= 0 && offset < count ? storage[head + offset] : nil
    }

    package mutating func append(_ element: Element) { storage.append(element) }

    package mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        defer {
            storage[head] = nil
            head += 1
            if head == storage.count {
                storage.removeAll(keepingCapacity: storage.capacity <= 1_024)
                head = 0
            } else if head >= 64, head * 2 >= storage.count {
                storage.removeFirst(head)
                head = 0
            }
        }
        return storage[head]
    }

    /// Takes everything out.
    package mutating func drain() -> [Element] {
        defer {
            storage = []
            head = 0
        }
        return storage[head...].compactMap { $0 }
    }
}

extension FIFO: Sendable where Element: Sendable {}
