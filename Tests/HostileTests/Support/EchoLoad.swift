// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Plugins
import Scripting
import Synchronization

/// Conversations of another plugin, which each write twenty times a second.
final class EchoLoad: Sendable {
    private static let plugin = PluginSnapshot(
        plugin: "echo",
        sources: [
            SourceFile(
                name: "flows/echo.lua", module: "main",
                text: """
                    bot.plugin { title = "Echo" }
                    bot.flow("echo", { run = function(chat)
                      while true do chat:say("you said " .. chat:ask("?")) end
                    end })
                    """)
        ])
    private static let pace = Duration.milliseconds(50)

    private let pool: WorkerPool
    private let worker: Int
    private let conversations: Int
    private let isOver = Mutex(false)

    init(_ pool: WorkerPool, worker: Int, conversations: Int) {
        self.pool = pool
        self.worker = worker
        self.conversations = conversations
    }

    struct NoEcho: Error { var answer: JSON }

    /// What was measured from each question to its answer.
    struct Figures: Sendable {
        private(set) var times: [Duration]
        /// How often a conversation was begun again because its worker had ended.
        var restarts = 0

        init(times: [Duration] = []) { self.times = times.sorted() }

        func percentile(_ percent: Int) -> Duration { times.isEmpty ? .zero : times[(times.count - 1) * percent / 100] }

        var description: String {
            "\(times.count) answers, p50 \(Self.words(percentile(50))), p99 \(Self.words(percentile(99))), "
                + "slowest \(Self.words(percentile(100)))"
        }

        private static func words(_ time: Duration) -> String {
            let tenths = time / .microseconds(100)
            return "\(Int(tenths) / 10).\(Int(tenths) % 10) ms"
        }
    }

    /// Lets the conversations talk until ``stop()``, or for `duration`.
    func run(for duration: Duration? = nil) async throws -> Figures {
        let end = duration.map { ContinuousClock.now + $0 }
        return try await withThrowingTaskGroup(of: ([Duration], Int).self) { group in
            for index in 0..<conversations { group.addTask { try await self.talk("echo\(index)", until: end) } }
            var times: [Duration] = []
            var restarts = 0
            for try await (more, begunAgain) in group {
                times += more
                restarts += begunAgain
            }
            var figures = Figures(times: times)
            figures.restarts = restarts
            return figures
        }
    }

    func stop() { isOver.withLock { $0 = true } }

    private func talk(_ id: String, until end: ContinuousClock.Instant?) async throws -> ([Duration], Int) {
        var times: [Duration] = []
        var generation: Int?
        var restarts = 0
        while !isOver.withLock(\.self), end.map({ ContinuousClock.now < $0 }) ?? true {
            let next = ContinuousClock.now + Self.pace
            let start = ContinuousClock.now
            do {
                // A journal has an end, too.
                if generation == nil || times.count % 300 == 299 { generation = try await begin(id) }
                let words = "words \(times.count)"
                let answer = try await pool.call(resume(id, words), worker: worker, generation: generation)
                guard answer["effects"]?[0]?[2]?["text"]?.text == "you said \(words)" else { throw NoEcho(answer: answer) }
                times.append(start.duration(to: .now))
            } catch let error as WorkerError where error.mayReplay {
                // Its worker was killed for somebody else. To be blamed itself would be an error.
                generation = nil
                restarts += 1
                continue
            }
            // The pace of people, rather than a wait for something.
            try await ContinuousClock().sleep(until: next)
        }
        return (times, restarts)
    }

    private func begin(_ id: String) async throws(WorkerError) -> Int {
        let version = "echo"
        let loader = PluginLoader(pool: pool, permissions: PluginPermissions(base: pool.limits))
        let loaded = try await loader.load(Self.plugin, hash: version, worker: worker)
        let frame: JSON = [
            "op": "start", "conversation": .string(id), "version": .string(version), "entry": ["flow", "echo"], "given": [:],
            "seed": 1, "number": [:], "turn": Self.turn("hello"), "journal": [],
        ]
        _ = try await pool.call(frame.encoded(), worker: worker, generation: loaded.generation)
        return loaded.generation
    }

    private func resume(_ id: String, _ words: String) -> [UInt8] {
        let frame: JSON = ["op": "resume", "conversation": .string(id), "value": Self.turn(words)]
        return frame.encoded()
    }

    private static func turn(_ words: String) -> JSON {
        ["t": 1_767_603_600_000, "z": 0, "message": ["id": "m", "type": "text", "text": .string(words)]]
    }
}
