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

    static func read(_ config: String) throws -> Configuration {
        let environment = ProcessInfo.processInfo.environment
        do {
            if config == "config.toml", !FileManager.default.fileExists(atPath: config) {
                return try ConfigurationReader.read("", file: config, environment: environment)
            }
            return try ConfigurationReader.read(file: config, environment: environment)
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
