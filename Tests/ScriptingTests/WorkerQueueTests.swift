// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Testing

@testable import Scripting

@Suite struct WorkerQueueTests {
    typealias Queue = WorkerQueue<Int>

    private let start = ContinuousClock.now

    /// A running queue whose output is `output`, with the frames 1... given to the worker and read by it.
    private func queue(given count: Int = 0) -> (Queue, [UInt8]) {
        var queue = Queue(allowance: .seconds(1))
        var output: [UInt8] = []
        queue.started(preamble: [7], into: &output)
        for ticket in 0..<count { _ = queue.enqueue(.init(payload: [UInt8(ticket)], ticket: ticket + 1)) }
        queue.take(into: &output, limit: .max, now: start)
        queue.wrote(output.count)
        return (queue, output)
    }

    @Test("each payload is written after its length, the preamble first")
    func frames() {
        let (_, output) = queue(given: 2)
        #expect(output == [1, 0, 0, 0, 7, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1])
    }

    @Test("answers go to the frames in their order, and none is left over")
    func answersInOrder() {
        var (queue, _) = queue(given: 3)
        #expect(queue.answered(now: start) == 1)
        #expect(queue.answered(now: start) == 2)
        #expect(queue.answered(now: start) == 3)
        #expect(queue.answered(now: start) == nil)
        #expect(queue.isIdle)
    }

    @Test("an answer to a frame that was not written in full is nobody's")
    func refusesEarlyAnswers() {
        var (queue, _) = queue()
        var output: [UInt8] = []
        _ = queue.enqueue(.init(payload: [1, 2, 3], ticket: 1))
        queue.take(into: &output, limit: .max, now: start)
        queue.wrote(output.count - 1)
        #expect(queue.answered(now: start) == nil)
        queue.wrote(1)
        #expect(queue.answered(now: start) == 1)
    }

    @Test("the deadline counts from when a frame became the oldest")
    func deadlineOfTheHead() {
        var (queue, output) = queue()
        #expect(queue.deadline == nil)
        _ = queue.enqueue(.init(payload: [1], ticket: 1))
        _ = queue.enqueue(.init(payload: [2], ticket: 2, allowance: .seconds(9)))
        #expect(queue.deadline == nil)
        queue.take(into: &output, limit: .max, now: start)
        queue.wrote(100)
        #expect(queue.deadline == start + .seconds(1))
        _ = queue.answered(now: start + .milliseconds(900))
        #expect(queue.deadline == start + .milliseconds(9_900))
        _ = queue.answered(now: start + .seconds(2))
        #expect(queue.deadline == nil)
    }

    @Test("a worker has had its time when it was busy for half of it, or four times as long has passed")
    func judges() {
        let (queue, _) = queue(given: 1)
        #expect(!queue.isOver(at: start + .milliseconds(999), used: .seconds(9)))
        #expect(queue.isOver(at: start + .seconds(1), used: .milliseconds(500)))
        #expect(!queue.isOver(at: start + .seconds(1), used: .milliseconds(499)))
        #expect(!queue.isOver(at: start + .milliseconds(3_999), used: .zero))
        #expect(queue.isOver(at: start + .seconds(4), used: .zero))
        #expect(!self.queue().0.isOver(at: start + .seconds(4), used: .seconds(4)))
    }

    @Test("a frame without an answer has no deadline and takes no answer")
    func posts() {
        var (queue, output) = queue()
        _ = queue.enqueue(.init(payload: [1]))
        queue.take(into: &output, limit: .max, now: start)
        #expect(queue.deadline == nil)
        #expect(queue.isIdle)
    }

    @Test("a batch stops at its limit and goes on with the next")
    func batches() {
        var (queue, _) = queue()
        for ticket in 1...3 { _ = queue.enqueue(.init(payload: Array(repeating: 0, count: 60), ticket: ticket)) }
        var output: [UInt8] = []
        queue.take(into: &output, limit: 100, now: start)
        #expect(output.count == 128)
        #expect(queue.hasWaiting)
        output = []
        queue.take(into: &output, limit: 100, now: start)
        #expect(output.count == 64)
        #expect(!queue.hasWaiting)
    }

    @Test(
        "the oldest frame is to blame and the others were beside it",
        arguments: [
            (Queue.Cause.deadline, WorkerError.Code.killed), (.exit(.signal(11)), .crashed(.signal(11))),
            (.exit(.signal(SIGKILL)), .lost), (.asked, .lost),
            (.violation("why"), .protocolViolation("why")),
        ])
    func blames(cause: Queue.Cause, code: WorkerError.Code) {
        var (queue, _) = queue(given: 3)
        _ = queue.answered(now: start)
        let casualties = queue.ended(cause)
        #expect(casualties.fates.map(\.ticket) == [2, 3])
        #expect(casualties.fates.map(\.code) == [code, .lost])
        #expect(queue.generation == 2)
        #expect(!queue.isRunning)
        #expect(queue.deadline == nil)
    }

    @Test("a frame that the worker cannot have read is not to blame for its end")
    func blamesNobody() {
        var (queue, _) = queue()
        var output: [UInt8] = []
        _ = queue.enqueue(.init(payload: [1, 2, 3], ticket: 1))
        queue.take(into: &output, limit: .max, now: start)
        queue.wrote(6)
        #expect(queue.ended(.exit(.signal(11))).fates.map(\.code) == [.lost])
    }

    @Test("a frame that was not given survives, unless it belongs to the generation that ended")
    func survives() {
        var (queue, _) = queue(given: 1)
        _ = queue.enqueue(.init(payload: [2], ticket: 2))
        _ = queue.enqueue(.init(payload: [3], ticket: 3, generation: 1))
        _ = queue.enqueue(.init(payload: [4], generation: 1))
        let casualties = queue.ended(.deadline)
        #expect(casualties.fates.map(\.ticket) == [1, 3])
        #expect(casualties.fates.map(\.code) == [.killed, .restarted])
        var output: [UInt8] = []
        queue.take(into: &output, limit: .max, now: start)
        #expect(output.isEmpty)
        queue.started(preamble: [], into: &output)
        queue.take(into: &output, limit: .max, now: start)
        queue.wrote(output.count)
        #expect(output == [0, 0, 0, 0, 1, 0, 0, 0, 2])
        #expect(queue.answered(now: start) == 2)
    }

    @Test("a frame for a generation that is over is refused, also one for a generation to come")
    func refusesOtherGenerations() {
        var (queue, _) = queue()
        #expect(queue.enqueue(.init(payload: [], ticket: 1, generation: 1)) == nil)
        #expect(queue.enqueue(.init(payload: [], ticket: 1, generation: 2)) == .restarted)
        _ = queue.ended(.deadline)
        #expect(queue.enqueue(.init(payload: [], ticket: 1, generation: 1)) == .restarted)
        #expect(queue.enqueue(.init(payload: [], ticket: 1, generation: 2)) == nil)
    }

    @Test("a worker that cannot be started leaves nobody waiting and is tried again later")
    func failsToStart() {
        var (queue, _) = queue()
        _ = queue.ended(.exit(.status(1)))
        _ = queue.enqueue(.init(payload: [1], ticket: 1))
        let casualties = queue.failedToStart("why")
        #expect(casualties.fates.map(\.code) == [.unavailable("why")])
        #expect(casualties.pause > .zero)
        #expect(queue.isIdle)
    }

    @Test("only a worker that ends again and again without an answer is held back")
    func backsOff() {
        var backoff = WorkerBackoff()
        #expect(backoff.ended(byDeadline: false) == .zero)
        #expect(backoff.ended(byDeadline: true) == .zero)
        #expect(backoff.ended(byDeadline: false) == .milliseconds(10))
        #expect(backoff.ended(byDeadline: false) == .milliseconds(20))
        for _ in 0..<100 { _ = backoff.ended(byDeadline: false) }
        #expect(backoff.ended(byDeadline: false) == WorkerBackoff.longest)
        #expect(backoff.ended(byDeadline: true) == .zero)
        backoff.answered()
        #expect(backoff.ended(byDeadline: false) == .zero)
    }

    @Test("every frame has exactly one fate, whatever happens", arguments: 1...20)
    func hasOneFate(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = Queue(allowance: .seconds(1))
        var output: [UInt8] = []
        var fates: [Int: Int] = [:]
        var next = 0
        queue.started(preamble: [1], into: &output)
        for _ in 0..<2_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0...3:
                next += 1
                let generation = Bool.random(using: &random) ? queue.generation : nil
                #expect(queue.enqueue(.init(payload: [0], ticket: next, generation: generation)) == nil)
            case 4...5: queue.take(into: &output, limit: output.count + 20, now: start)
            case 6...7:
                let count = Int.random(in: 0...output.count, using: &random)
                queue.wrote(count)
                output.removeFirst(count)
            case 8:
                if let ticket = queue.answered(now: start) { fates[ticket, default: 0] += 1 }
            default:
                let casualties = queue.ended(Bool.random(using: &random) ? .deadline : .exit(.status(0)))
                for fate in casualties.fates { fates[fate.ticket, default: 0] += 1 }
                output = []
                queue.started(preamble: [1], into: &output)
            }
        }
        for ticket in queue.abandon() { fates[ticket, default: 0] += 1 }
        #expect(fates.count == next)
        #expect(fates.values.allSatisfy { $0 == 1 })
    }
}
