// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Logging
internal import Store

/// What every command that looks into the store of a host takes, whether that host runs or not.
struct StoreOptions: ParsableArguments {
    @OptionGroup var options: ConfigurationOptions

    @Option(help: "The folder given to `moonpost dev --data`, where the store is in one.")
    var data: String?

    func path(_ configuration: Configuration) -> String { data.map { $0 + "/moonpost.db" } ?? configuration.database.path }

    /// Whether a host has been started here.
    func exists(_ configuration: Configuration) -> Bool { FileManager.default.fileExists(atPath: path(configuration)) }

    /// Runs `body` on the store and closes it.
    /// - Parameter creating: Makes the store where there is none; false refuses that.
    func withStore<T>(creating: Bool = false, _ body: (SQLiteDatabase) async throws -> T) async throws -> T {
        let configuration = try options.read()
        let path = path(configuration)
        let folder = (path as NSString).deletingLastPathComponent
        if creating, !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
        guard creating || exists(configuration) else {
            throw CommandFailure("there is no store at \(path): start the host once, or name its folder with --data")
        }
        let database = try SQLiteDatabase(path: path, logger: options.logger("moonpost"))
        do {
            let result = try await body(database)
            try await database.close()
            return result
        } catch {
            try await database.close()
            throw error
        }
    }

    /// Asks the host that has the store open to read its files and versions again.
    /// - Returns: Its process; nil where none runs.
    func wakeHost() throws -> Int32? {
        guard let process = StoreLock.holder(path: path(try options.read())) else { return nil }
        guard kill(process, SIGUSR1) == 0 else {
            throw CommandFailure("the host (process \(process)) cannot be told: \(String(cString: strerror(errno)))")
        }
        return process
    }

    /// Asks the running host to take a change over, and says what became of that.
    func tellHost() throws {
        if let process = try wakeHost() {
            print("the running host (process \(process)) takes it over now")
        } else {
            print("no host runs on this store; it takes it over when it starts")
        }
    }

    /// The one version of a plugin whose hash begins like this.
    static func version(_ hash: String, of plugin: String, in database: SQLiteDatabase) async throws -> String {
        let found = try await database.read { try VersionRepository.versions(of: plugin, beginning: hash, in: $0) }
        guard let first = found.first else {
            throw CommandFailure("\"\(plugin)\" has no version that begins with \"\(hash)\": see moonpost versions \(plugin)")
        }
        guard found.count == 1 else { throw CommandFailure("\(found.count) versions of \"\(plugin)\" begin with \"\(hash)\": write more of it") }
        return first
    }
}
