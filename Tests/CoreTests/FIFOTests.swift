// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite struct FIFOTests {
    @Test("elements come out in the order in which they went in", arguments: 1...5)
    func keepsOrder(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var fifo = FIFO<Int>()
        var model: [Int] = []
        for index in 0..<5_000 {
            if Int.random(in: 0..<100, using: &random) < (index < 3_000 ? 60 : 30) {
                fifo.append(index)
                model.append(index)
            } else {
                #expect(fifo.popFirst() == (model.isEmpty ? nil : model.removeFirst()))
            }
            #expect(fifo.first == model.first)
            #expect(fifo.count == model.count)
        }
        #expect(fifo.drain() == model)
        #expect(fifo.isEmpty)
    }
}
