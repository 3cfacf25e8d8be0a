// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import Store

@Suite(.timeLimit(.minutes(10))) struct GroupCommitQueueTests {
    private final class Member: Transaction {
        let number: Int
        init(_ number: Int) { self.number = number }
        func run(_ connection: any Connection) throws {}
        func finish(_ failure: (any Error)?) {}
    }

    private func numbers(_ batch: [any Transaction]?) -> [Int]? { batch?.compactMap { ($0 as? Member)?.number } }

    @Test("all that waits is taken at once, oldest first")
    func takes() {
        let queue = GroupCommitQueue()
        for number in 0..<5 { #expect(queue.append(Member(number))) }
        #expect(numbers(queue.take()) == [0, 1, 2, 3, 4])
    }

    @Test("no batch is larger than the largest, and the rest comes next")
    func largest() {
        let queue = GroupCommitQueue(largest: 2)
        for number in 0..<5 { #expect(queue.append(Member(number))) }
        #expect(numbers(queue.take()) == [0, 1])
        #expect(numbers(queue.take()) == [2, 3])
        #expect(numbers(queue.take()) == [4])
    }

    @Test("a closed queue refuses, gives what it has, and then ends")
    func closes() {
        let queue = GroupCommitQueue()
        #expect(queue.append(Member(1)))
        #expect(!queue.isClosed)
        queue.close()
        #expect(queue.isClosed)
        #expect(!queue.append(Member(2)))
        #expect(numbers(queue.take()) == [1])
        #expect(numbers(queue.take()) == nil)
        #expect(numbers(queue.take()) == nil)
    }

    @Test("a thread that waits wakes for each transaction, and none is lost or doubled")
    func wakes() async {
        let queue = GroupCommitQueue(largest: 7)
        let taken = Mutex<[Int]>([])
        let (ended, signal) = AsyncStream<Void>.makeStream()
        let thread = Thread {
            while let batch = queue.take() { taken.withLock { $0 += batch.compactMap { ($0 as? Member)?.number } } }
            signal.finish()
        }
        thread.start()
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    for number in 0..<500 {
                        _ = queue.append(Member(task * 500 + number))
                        if number % 50 == 0 { await Task.yield() }
                    }
                }
            }
        }
        queue.close()
        for await _ in ended {}
        #expect(taken.withLock { $0.sorted() } == Array(0..<2_000))
    }
}
