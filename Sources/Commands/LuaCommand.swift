// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Logging
internal import Plugins
internal import Scripting

/// `moonpost lua`
struct LuaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lua", abstract: "Runs one Lua file in the plugin sandbox, with print and without the host.",
        discussion: """
            Exit code 0: it ran to its end. 1: a Lua error. 3: a budget stopped it, or its worker had to be killed. \
            The reason is the last line on standard error.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The file.", completion: .file(extensions: ["lua"]))
    var file: String

    func run() async throws {
        let configuration = try options.read()
        guard let data = FileManager.default.contents(atPath: file) else { throw CommandFailure("\(file): the file cannot be read") }
        guard let text = String(validating: data, as: UTF8.self) else { throw CommandFailure("\(file): the file is not valid UTF-8") }
        let pool = try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: try ScriptWorkerExecutable.locate(), workers: 1, prelude: Prelude.source,
                limits: ScriptLimits(configuration.scripts.limits), prints: true),
            logger: Logger(label: "lua") { _ in SwiftLogNoOpLogHandler() }
        ) { _, text in FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
        let frame: JSON = ["op": "run", "name": .string((file as NSString).lastPathComponent), "text": .string(text)]
        let code: Int32
        do {
            let answer = try await pool.call(frame.encoded(), worker: 0)
            if let error = ScriptError(answer: answer) {
                Self.complain("\(error.message)")
                code = error.kind == .budget || error.kind == .memory ? 3 : 1
            } else {
                code = 0
            }
        } catch {
            Self.complain("\(error)")
            code = error.isSuspect ? 3 : 1
        }
        await pool.shutdown(grace: .seconds(1))
        throw ExitCode(code)
    }

    private static func complain(_ reason: String) {
        FileHandle.standardError.write(Data((reason + "\n").utf8))
    }
}
