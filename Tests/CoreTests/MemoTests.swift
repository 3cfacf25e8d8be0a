// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite("A memo")
struct MemoTests {
    private struct Refused: Error {}

    @Test("makes a value once for the same input")
    func once() {
        let memo = Memo<String, Int>(capacity: 2)
        var made = 0
        for _ in 0..<3 {
            let value = memo.value(of: "a") {
                made += 1
                return 7
            }
            #expect(value == 7)
        }
        #expect(made == 1)
    }

    @Test("forgets the oldest beyond its capacity")
    func capacity() {
        let memo = Memo<Int, Int>(capacity: 2)
        for input in 1...3 { _ = memo.value(of: input) { input } }
        #expect(memo.value(of: 3) { -1 } == 3)
        #expect(memo.value(of: 2) { -1 } == 2)
        #expect(memo.value(of: 1) { -1 } == -1)
    }

    @Test("does not remember an error")
    func errors() throws {
        let memo = Memo<Int, Int>(capacity: 1)
        #expect(throws: Refused.self) { try memo.value(of: 1) { throw Refused() } }
        #expect(memo.value(of: 1) { 5 } == 5)
    }
}
