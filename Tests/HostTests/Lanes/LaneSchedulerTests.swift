// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct LaneSchedulerTests {
    /// What was worked on, and how much of it at the same time.
    private final class Notes: Sendable {
        struct State {
            var done: [String: [Int]] = [:]
            var active: [String: Int] = [:]
            var mostLanes = 0
            var mostInLane = 0
        }
        let state = Mutex(State())

        func begin(_ lane: String) {
            state.withLock { state in
                state.active[lane, default: 0] += 1
                state.mostInLane = max(state.mostInLane, state.active[lane] ?? 0)
                state.mostLanes = max(state.mostLanes, state.active.count)
            }
        }

        func end(_ lane: String, _ item: Int) {
            state.withLock { state in
                state.done[lane, default: []].append(item)
                state.active[lane, default: 0] -= 1
                if state.active[lane] == 0 { state.active[lane] = nil }
            }
        }
    }

    @Test("items of a lane are worked off in order and one at a time, of different lanes in parallel, never more lanes than allowed", arguments: [1, 3, 100])
    func order(mostActive: Int) async {
        let notes = Notes()
        let activity = Activity()
        let scheduler = LaneScheduler<Int>(mostActive: mostActive, activity: activity) { lane, item in
            notes.begin(lane)
            for _ in 0..<(item % 4) { await Task.yield() }
            notes.end(lane, item)
        }
        for item in 0..<300 { scheduler.add(item, to: "lane \(item % 7)") }
        await activity.whenQuiet()
        let state = notes.state.withLock(\.self)
        #expect(state.mostInLane == 1)
        #expect(state.mostLanes <= mostActive)
        for lane in 0..<7 { #expect(state.done["lane \(lane)"] == Array(stride(from: lane, to: 300, by: 7))) }
        #expect(activity.count == 0)
    }

    @Test("an item that is added to its own lane from within the work comes after those that wait")
    func reentrant() async {
        let notes = Notes()
        let activity = Activity()
        let box = Mutex<LaneScheduler<Int>?>(nil)
        let scheduler = LaneScheduler<Int>(mostActive: 2, activity: activity) { lane, item in
            if item < 3 { box.withLock(\.self)?.add(item + 10, to: lane) }
            notes.end(lane, item)
        }
        box.withLock { $0 = scheduler }
        for item in 0..<3 { scheduler.add(item, to: "a") }
        await activity.whenQuiet()
        let done = notes.state.withLock { $0.done["a"] ?? [] }
        #expect(done.filter { $0 < 10 } == [0, 1, 2])
        #expect(done.filter { $0 >= 10 } == [10, 11, 12])
        box.withLock { $0 = nil }
    }

    @Test("after a stop the item at work is finished, the rest is dropped, and nothing is taken any more")
    func stop() async {
        let notes = Notes()
        let activity = Activity()
        let (started, signal) = AsyncStream<Void>.makeStream()
        let (gate, open) = AsyncStream<Void>.makeStream()
        let scheduler = LaneScheduler<Int>(mostActive: 1, activity: activity) { lane, item in
            signal.yield()
            if item == 0 { for await _ in gate { break } }
            notes.end(lane, item)
        }
        for item in 0..<5 { scheduler.add(item, to: "a") }
        scheduler.add(9, to: "b")
        for await _ in started { break }
        scheduler.stop()
        scheduler.add(7, to: "a")
        open.yield()
        await activity.whenQuiet()
        #expect(notes.state.withLock { $0.done } == ["a": [0]])
        #expect(activity.count == 0)
    }

    @Test("whoever waits for quiet goes on when the last thing ends, or at once where nothing is under way")
    func quiet() async {
        let activity = Activity()
        await activity.whenQuiet()
        activity.begin(2)
        let waiter = Task { await activity.whenQuiet() }
        activity.end()
        #expect(activity.count == 1)
        activity.end()
        await waiter.value
        #expect(activity.count == 0)
    }

    @Test("a lane that waits for something outside keeps no other from running, and counts again afterwards")
    func outside() async {
        let notes = Notes()
        let activity = Activity()
        let box = Mutex<LaneScheduler<Int>?>(nil)
        let (answers, answer) = AsyncStream<Void>.makeStream()
        let scheduler = LaneScheduler<Int>(mostActive: 1, activity: activity) { lane, item in
            guard lane == "slow" else {
                notes.begin(lane)
                for _ in 0..<3 { await Task.yield() }
                notes.end(lane, item)
                if lane == "b" { answer.finish() }
                return
            }
            let scheduler = box.withLock(\.self)
            await scheduler?.outside { for await _ in answers {} }
            notes.begin(lane)
            notes.end(lane, item)
        }
        box.withLock { $0 = scheduler }
        scheduler.add(1, to: "slow")
        for lane in ["a", "b", "c", "d"] { scheduler.add(1, to: lane) }
        await activity.whenQuiet()
        let state = notes.state.withLock(\.self)
        #expect(state.done.count == 5)
        box.withLock { $0 = nil }
    }
}
