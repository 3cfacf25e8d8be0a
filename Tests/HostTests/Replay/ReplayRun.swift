// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Host
import Plugins
import Scripting
import Store

/// Drives one random flow with random answers and writes down everything that can be seen of it.
struct ReplayRun {
    /// What happens to the host between and within the turns.
    enum Treatment {
        /// The coroutines stay in memory.
        case kept
        /// Every coroutine is dropped after every turn; workers are killed and the host is restarted now and then.
        case disturbed
    }

    let seed: UInt64
    let turns: Int
    let treatment: Treatment

    /// What was said and what was kept, as lines.
    func transcript() async throws -> [String] {
        let world = try await World(seed: seed)
        do {
            let lines = try await transcript(in: world)
            await world.close()
            return lines
        } catch {
            await world.close()
            throw error
        }
    }

    private func transcript(in world: World) async throws -> [String] {
        let flow = PluginSnapshot(
            plugin: "random",
            sources: [
                SourceFile(name: "plugins/random/main.lua", module: "main", text: FlowWriter.flow(seed: seed)),
                SourceFile(name: "plugins/random/helper.lua", module: "helper", text: FlowWriter.module),
            ])
        var bot = try await world.open([flow])
        var choices = SeededGenerator(seed: seed &* 31)
        // A generator of its own, so that what is done to the host changes nothing of what people do.
        var trouble = SeededGenerator(seed: seed &* 17)
        var lines: [String] = []
        for turn in 1...turns {
            let before = world.graph.accepted.count
            try await Self.pass(.milliseconds(Int64.random(in: 1_000...300_000, using: &choices)), bot)
            let deed = Self.deed(using: &choices, said: world.graph.accepted)
            lines.append("\(turn) \(deed)")
            switch deed {
            case .says(let messages, let person):
                let answer = await bot.send(
                    messages.map { $0.message(id: world.nextWAMID(), from: person) }, from: [person])
                if answer != .accepted(new: messages.count) { lines.append("answered \(answer)") }
            case .waits(let duration): try await Self.pass(duration, bot)
            }
            if treatment == .disturbed, Int.random(in: 0..<5, using: &trouble) == 0 { world.pool.kill(worker: 0) }
            try await bot.settle()
            // Different people are answered in parallel, so only the order within a person's messages counts.
            for person in [Person.amina, .omar] {
                let heard = world.graph.accepted.dropFirst(before).filter { $0.recipient == person.address }
                lines += heard.map { "  \($0.recipient) < \(Self.visible($0.body))" }
            }
            if treatment == .disturbed { try await disturb(&bot, &trouble) }
        }
        lines += try await Self.kept(bot)
        try await bot.close()
        return lines
    }

    private func disturb(_ bot: inout TestHost, _ trouble: inout SeededGenerator) async throws {
        bot.host.forget()
        switch Int.random(in: 0..<12, using: &trouble) {
        case 0..<2: bot.world.pool.kill(worker: 0)
        case 2: bot = try await bot.restarted()
        default: break
        }
    }

    /// Lets time pass so that whatever comes due does so at its own moment, one after the other.
    private static func pass(_ duration: Duration, _ bot: TestHost) async throws {
        let end = bot.world.clock.now + duration
        while true {
            let now = bot.world.clock.now
            let next = try await bot.database.read { try ConversationRepository.nextDue(after: now, in: $0) }
            bot.world.clock.advance(to: min(next ?? end, end))
            try await bot.host.fireTimers()
            try await bot.settle()
            if bot.world.clock.now == end { return }
        }
    }

    // MARK: - What people do

    private enum Deed: CustomStringConvertible {
        case says([Words], Person)
        case waits(Duration)

        var description: String {
            switch self {
            case .says(let words, let person): "\(person.address) > \(words.map(\.description).joined(separator: " | "))"
            case .waits(let duration): "~ \(duration)"
            }
        }
    }

    private enum Words: CustomStringConvertible {
        case text(String)
        case tap(id: String, title: String)

        var description: String {
            switch self {
            case .text(let text): text
            case .tap(_, let title): "[\(title)]"
            }
        }

        func message(id: String, from person: Person) -> JSON {
            switch self {
            case .text(let text): Incoming.text(text, id: id, from: person)
            case .tap(let choice, let title): Incoming.tap(id: choice, title: title, id: id, from: person)
            }
        }
    }

    private static let answers = [
        "5", "12", "2", "Tea", "coffee", "yes", "no", "hello", "maybe so", "٧", "1,5", "-3", "tomorrow", "B", "ok", "no", "yes", "1",
        "noise four", "noise five",
    ]

    private static func deed(using random: inout SeededGenerator, said: [GraphRecorder.Request]) -> Deed {
        if Int.random(in: 0..<8, using: &random) == 0 {
            return .waits([.seconds(700), .seconds(2 * 3_600), .seconds(30 * 3_600)][Int.random(in: 0..<3, using: &random)])
        }
        let person = Int.random(in: 0..<4, using: &random) == 0 ? Person.omar : .amina
        let count = Int.random(in: 0..<10, using: &random) == 0 ? 2 : 1
        let words = (0..<count).map { _ -> Words in
            let shown = said.last { $0.recipient == person.address }?.choices ?? []
            if !shown.isEmpty, Int.random(in: 0..<3, using: &random) > 0 {
                let choice = shown[Int.random(in: 0..<shown.count, using: &random)]
                return .tap(id: choice.id, title: choice.title)
            }
            if Int.random(in: 0..<25, using: &random) == 0 { return .text(["cancel", "help"][Int.random(in: 0..<2, using: &random)]) }
            return .text(answers[Int.random(in: 0..<answers.count, using: &random)])
        }
        return .says(words, person)
    }

    // MARK: - What can be seen

    /// A message without the name of its row.
    private static func visible(_ body: JSON) -> JSON {
        var object = body.object ?? [:]
        object["biz_opaque_callback_data"] = nil
        for name in ["messaging_product", "recipient_type", "to"] { object[name] = nil }
        return .object(object)
    }

    /// Everything that the store keeps of what the flow did.
    private static func kept(_ bot: TestHost) async throws -> [String] {
        var lines = ["kept:"]
        // Housekeeping removes what has expired, sooner or later.
        lines += try await bot.lines(
            """
            SELECT name || ' = ' || value || ' ' || COALESCE(expires_at, '') FROM plugin_data
            WHERE expires_at IS NULL OR expires_at > \(bot.world.clock.now.milliseconds) ORDER BY name
            """)
        lines += try await bot.lines("SELECT name || ' ' || fields FROM contacts ORDER BY name")
        lines += try await bot.lines(
            """
            SELECT state || ' ' || COALESCE(wait, '') || ' ' || COALESCE(due_at, '') || ' ' || journal_entries
            FROM conversations ORDER BY contact, created_at, wait, due_at
            """)
        lines += try await bot.incidents().map { "\($0.kind): \($0.summary)" }
        return lines
    }
}
