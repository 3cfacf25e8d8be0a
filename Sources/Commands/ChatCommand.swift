// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ChatTesting
internal import Core
internal import Foundation
internal import Logging
internal import Scripting

/// `moonpost chat`
struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat", abstract: "Chats with your flows in the terminal.",
        discussion: """
            What you type is sent, what the bot says is printed. /help lists what else there is: /wait 2 hours, /as Omar, \
            /reload, /restart, /save lunch.chat. Nothing is stored, and the clock stands still until you let time pass.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "Lua files or folders; without any, the configured flows and plugins.", completion: .file())
    var paths: [String] = []

    func run() async throws {
        let configuration = try options.read()
        if let missing = paths.first(where: { !FileManager.default.fileExists(atPath: $0) }) {
            throw CommandFailure("\(missing): there is no such file or folder")
        }
        var logger = options.logger("moonpost")
        // What goes wrong is part of the conversation.
        if logger.logLevel == .notice { logger.logLevel = .critical }
        let limits = ScriptLimits(configuration.scripts.limits)
        var session: ChatSession
        do {
            session = try await ChatSession.open(paths, configuration: configuration, limits: limits, logger: logger)
        } catch {
            throw CommandFailure("\(error)")
        }
        let saver = ChatSaver(
            paths, configuration: configuration,
            runner: ChatRunner(configuration: configuration, limits: limits, logger: logger))
        let input = TypedLines()
        if input.isTerminal { Self.write("Chat with your bot. /help lists what there is, /quit ends.\n") }
        if input.isTerminal { Self.write(session.prompt) }
        for await line in input.lines {
            // Without a keyboard nobody has seen the line: the output is to be read like a transcript.
            if !input.isTerminal { Self.write(session.prompt + line + "\n") }
            let reply = await session.take(line)
            var lines = reply.lines
            if let save = reply.save { lines = await saver.save(save) + lines }
            for line in lines { Self.write(line + "\n") }
            if reply.isOver { break }
            if input.isTerminal { Self.write(session.prompt) }
        }
        try await session.close()
    }

    private static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
