// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import Simulator
internal import Store

extension ChatHarness {
    /// How long nothing may move, in real time, before a test is given up.
    private static let patience = Swift.Duration.seconds(20)

    /// Returns when nothing is under way, at the platform and at the host.
    /// - Throws: ``Problem`` where something that is due does not happen.
    package func settle() async throws {
        let end = ContinuousClock.now + Self.patience
        while true {
            let before = wire.requests
            await simulator.settle()
            await host.activity.whenQuiet()
            guard wire.requests == before, host.activity.count == 0 else { continue }
            // A message whose time has come is under way before its task says so: the store knows.
            if mayHaveWoken, let due = try await [nextSend(), nextFile(), host.nextCoalesced].compactMap(\.self).min(), due <= clock.now {
                guard ContinuousClock.now < end else {
                    throw Problem("a message or a file that is due has not moved for \(Self.patience)")
                }
                await Task.yield()
                continue
            }
            mayHaveWoken = false
            break
        }
        try await listen()
    }

    /// Lets time pass: every timer, schedule and retry on the way happens at its own moment.
    package func pass(_ duration: Swift.Duration) async throws {
        let target = clock.now + duration
        try await settle()
        while clock.now < target {
            clock.advance(to: min(try await nextEvent() ?? target, target))
            try await fireTimers()
            try await settle()
        }
    }

    /// Begins what is due now.
    func fireTimers() async throws {
        try await host.fireTimers()
        mayHaveWoken = true
    }

    /// When something happens next by itself, or nil where nothing will. What is due already does not count: it is begun.
    private func nextEvent() async throws -> Timestamp? {
        let now = clock.now
        let (conversation, schedules) = try await database.read { connection in
            (try ConversationRepository.nextDue(after: now, in: connection), try ScheduleRepository.all(in: connection))
        }
        return ([conversation, try await nextSend(), try await nextFile(), host.nextCoalesced].compactMap(\.self) + schedules.map(\.dueAt)).filter { $0 > now }.min()
    }

    /// When the next file is tried again, or the next message stops waiting for its file; nil where none does.
    func nextFile() async throws -> Timestamp? {
        let wait = setup.configuration.media.wait
        return try await database.read { connection in
            try MediaRepository.waiting(after: nil, limit: 1_000, in: connection).flatMap { media -> [Timestamp] in
                let isAwaited = try InboxRepository.entry(media.id, in: connection)?.state == .ready
                return (isAwaited ? [media.createdAt + wait] : []) + [media.notBefore].compactMap(\.self)
            }.min()
        }
    }

    /// When the next message that waits for its time is sent again, or nil where none waits.
    func nextSend() async throws -> Timestamp? {
        let now = clock.now
        return try await database.read { connection in
            // Of each lane only the first message is on its way; the others wait behind it.
            var lanes: Set<String> = []
            return try OutboxRepository.open(after: nil, limit: 1_000, in: connection)
                .filter { lanes.insert($0.lane + $0.priority.rawValue).inserted }.map { $0.notBefore ?? now }.min()
        }
    }
}
