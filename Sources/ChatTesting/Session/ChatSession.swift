// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Logging
internal import Plugins
package import Scripting
internal import Store

/// A conversation that somebody types, line by line, with flows as they are on the disk.
///
/// ```swift
/// var session = try await ChatSession.open([], configuration: configuration)
/// print(await session.take("Hi").lines)
/// await session.close()
/// ```
package struct ChatSession: Sendable {
    /// What comes of a line.
    package struct Reply: Sendable {
        /// To be printed.
        package var lines: [String] = []
        /// The conversation is to be written into a file.
        package var save: Save?
        package var isOver = false
    }

    /// A `.chat` file that somebody wants.
    package struct Save: Hashable, Sendable {
        package var name: String
        package var text: String
    }

    private let harness: ChatHarness
    private let pool: WorkerPool
    private var people = ChatPeople()
    private var conversation = ChatConversation()
    /// Errors that were shown, by id.
    private var reported: Set<String> = []

    /// Publishes the flows of `paths`, or without any the configured ones, on a host of their own.
    /// - Throws: ``ChatHarness/Problem`` where something is wrong with them, as `file:line: message`.
    package static func open(
        _ paths: [String], configuration: Configuration, limits: ScriptLimits = ScriptLimits(), executable: String? = nil,
        logger: Logger = Logger(label: "moonpost.chat") { _ in SwiftLogNoOpLogHandler() }
    ) async throws -> ChatSession {
        let pool = try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: try ScriptWorkerExecutable.locate(explicit: executable), workers: 1, prelude: Prelude.source,
                limits: limits),
            logger: logger)
        do {
            let harness = try await ChatHarness.open(
                ChatHarness.Setup(configuration: configuration, pool: pool, seed: 1, logger: logger) {
                    PluginFolders.read(paths: paths, configuration: configuration)
                })
            return try ChatSession(harness, pool)
        } catch {
            await pool.shutdown()
            throw error
        }
    }

    private init(_ harness: ChatHarness, _ pool: WorkerPool) throws {
        self.harness = harness
        self.pool = pool
        _ = try people.meet(ChatLines.introduce(people.speaker).dropFirst("contact:".count).description.trimmed)
    }

    package func close() async throws {
        do {
            try await harness.close()
        } catch {
            await pool.shutdown()
            throw error
        }
        await pool.shutdown()
    }

    /// What stands in front of the next line.
    package var prompt: String { showsNames ? people.speaker.name + "> " : "> " }

    /// Does what the line says.
    package mutating func take(_ line: String) async -> Reply {
        var reply = Reply()
        do {
            switch try ChatInput(line) {
            case .nothing: return reply
            case .help: reply.lines = ChatInput.helpLines
            case .quit: reply.isOver = true
            case .save(let name): reply = try save(name)
            case .speak(let name): reply.lines = try speak(name)
            case .say(let utterance, let source):
                try await harness.say(utterance, from: people.speaker)
                conversation.say(source, people.speaker)
            case .deed(let utterance, let source):
                try await harness.say(utterance, from: people.speaker)
                conversation.act(source, by: people.speaker)
            case .wait(let duration, let source):
                try await harness.pass(duration)
                conversation.pass(source)
            case .act(let deed, let source):
                try await harness.perform(deed)
                conversation.act(source)
                if let note = Self.note(on: deed) { reply.lines.append("note: " + note) }
            }
        } catch let mistake as ChatMistake {
            reply.lines.append("error: " + mistake.message)
        } catch {
            reply.lines += Self.lines(of: "\(error)")
        }
        do {
            try await listen(&reply)
        } catch {
            reply.lines += Self.lines(of: "\(error)")
        }
        return reply
    }

    /// What cannot be seen otherwise.
    private static func note(on deed: ChatDeed) -> String? {
        switch deed {
        case .restart: "the bot was stopped and started again"
        case .crash: "the bot was killed and started again"
        case .reload: "the flows are read again; who is in the middle of one ends it as it was"
        case .failGraph, .http, .model: nil
        }
    }

    private var showsNames: Bool { people.all.count > 1 }

    private func save(_ name: String) throws -> Reply {
        guard !conversation.isEmpty else { throw ChatMistake(message: "nothing has been said yet") }
        return Reply(save: Save(name: name, text: conversation.text(people: people.all)))
    }

    private mutating func speak(_ name: String) throws -> [String] {
        if !name.isEmpty { _ = try people.meet(name) }
        return people.all.map { "\($0 == people.speaker ? "*" : " ") " + ChatLines.introduce($0).dropFirst("contact: ".count) }
    }

    /// Takes what the bot says, to whomever, and what went wrong.
    private mutating func listen(_ reply: inout Reply) async throws {
        let transcript = Transcript(showsNames: showsNames)
        for person in people.all {
            while let message = try await harness.next(for: person) {
                conversation.hear(message, person)
                reply.lines.append(transcript.text(of: message, to: person))
                if message.isBeyondWindow {
                    reply.lines.append(
                        "note: WhatsApp does not deliver this: more than 24 hours after the person's last message it takes templates only")
                }
            }
        }
        for incident in try await harness.incidents() where incident.level == .error && reported.insert(incident.id).inserted {
            reply.lines += Self.lines(of: incident.summary)
        }
    }

    private static func lines(of problem: String) -> [String] {
        problem.split(separator: "\n").map { "error: " + $0 }
    }
}
