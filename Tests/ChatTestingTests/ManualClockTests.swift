// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Testing

@Suite("The clock of a test")
struct ManualClockTests {
    private let clock = ManualClock(Timestamp(milliseconds: 1_000))

    /// Returns once so many tasks sleep.
    private func sleepers(_ count: Int) async {
        while clock.sleepers != count { await Task.yield() }
    }

    @Test("wakes those whose time has come, and only those")
    func wakes() async throws {
        let early = Task { [clock] in try await clock.sleep(until: Timestamp(milliseconds: 2_000)) }
        let late = Task { [clock] in try await clock.sleep(until: Timestamp(milliseconds: 3_000)) }
        await sleepers(2)
        clock.advance(by: .milliseconds(1_000))
        try await early.value
        #expect(clock.sleepers == 1)
        clock.advance(to: Timestamp(milliseconds: 9_000))
        try await late.value
        #expect(clock.now == Timestamp(milliseconds: 9_000))
    }

    @Test("lets nobody sleep until a time that is past")
    func past() async throws { try await clock.sleep(until: Timestamp(milliseconds: 1_000)) }

    @Test("ends the sleep of a cancelled task")
    func cancel() async {
        let sleeper = Task { [clock] in try await clock.sleep(until: Timestamp(milliseconds: 2_000)) }
        await sleepers(1)
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        #expect(clock.sleepers == 0)
    }

    @Test("never goes back")
    func monotonic() {
        clock.advance(to: .init(milliseconds: 5))
        #expect(clock.now == Timestamp(milliseconds: 1_000))
    }
}
