// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Store
import Synchronization
import Testing

@testable import Host

@Suite("Messaging limits", .timeLimit(.minutes(10)))
struct MessagingLimitsTests {
    /// Answers questions about a number once it is told to.
    private final class Platform: HTTPFetching {
        private let count = Mutex(0)
        private let released: AsyncStream<Void>
        private let release: AsyncStream<Void>.Continuation
        private let status: Int

        init(status: Int) {
            self.status = status
            (released, release) = AsyncStream.makeStream()
        }

        var questions: Int { count.withLock(\.self) }
        func answer() { release.finish() }

        func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
            count.withLock { $0 += 1 }
            for await _ in released {}
            let body: JSON = status == 200 ? ["whatsapp_business_manager_messaging_limit": "TIER_2K"] : ["error": ["code": 1, "message": "down"]]
            return FetchResponse(status: status, body: body.encoded())
        }
    }

    private final class Finished: Sendable {
        let count = Mutex(0)
    }

    private func with(_ platform: Platform, _ body: (MessagingLimits, HostNumber, ManualClock) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.path + "/moonpost.db")
        let clock = ManualClock(World.beginning)
        let rules = GovernorRules(numbers: [:], pair: nil, messagingLimit: nil, quietHours: nil, mostInFlight: 1)
        let limits = MessagingLimits(
            database: database, http: platform, clock: clock, gate: SendGate(Governor(rules), clock: clock), logger: World.quiet)
        try await body(limits, HostNumber(World.number, address: nil), clock)
        try await database.close()
        folder.remove()
    }

    @Test("whoever asks while the platform is asked waits for the same answer")
    func shared() async throws {
        let platform = Platform(status: 200)
        try await with(platform) { limits, number, _ async throws in
            let finished = Finished()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        await limits.refresh(number, timeout: .seconds(1))
                        finished.count.withLock { $0 += 1 }
                    }
                }
                while platform.questions == 0 { await Task.yield() }
                for _ in 0..<1_000 { await Task.yield() }
                #expect(finished.count.withLock(\.self) == 0)
                platform.answer()
            }
            #expect(finished.count.withLock(\.self) == 3)
            #expect(platform.questions == 1)
        }
    }

    @Test("an answer counts for six hours, and a failure for a minute", arguments: [(200, Duration.seconds(6 * 3_600)), (500, .seconds(60))])
    func interval(status: Int, expected: Duration) async throws {
        let platform = Platform(status: status)
        platform.answer()
        try await with(platform) { limits, number, clock async throws in
            await limits.refresh(number, timeout: .seconds(1))
            clock.advance(by: expected - .milliseconds(1))
            await limits.refresh(number, timeout: .seconds(1))
            #expect(platform.questions == 1)
            clock.advance(by: .milliseconds(1))
            await limits.refresh(number, timeout: .seconds(1))
            #expect(platform.questions == 2)
        }
    }
}
