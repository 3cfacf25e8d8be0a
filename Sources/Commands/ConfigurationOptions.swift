// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Logging

/// What every command that reads config.toml takes.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: "The configuration file.")
    var config = "config.toml"

    @Option(
        name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error or critical.",
        transform: { text in
            guard let level = Logger.Level(rawValue: text) else { throw ValidationError("there is no log level \"\(text)\"") }
            return level
        })
    var logLevel: Logger.Level = .notice

    /// The configuration; one that names every problem where it has any. Without the default file, the defaults.
    func read() throws -> Configuration { try Self.read(config) }

    static func read(_ config: String) throws -> Configuration { try read(text(of: config), config) }

    /// What a text says that stands in the file `config`.
    static func read(_ text: String, _ config: String) throws -> Configuration {
        do {
            return try ConfigurationReader.read(text, file: config, environment: ProcessInfo.processInfo.environment)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// What stands in the file; nothing where the default file is not there.
    static func text(of config: String) throws -> String {
        if config == "config.toml", !FileManager.default.fileExists(atPath: config) { return "" }
        do {
            return try ConfigurationReader.text(of: config)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    func logger(_ label: String) -> Logger {
        var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel
        return logger
    }
}

/// A command cannot do what it was asked; shown as it is, with exit code 1.
struct CommandFailure: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
