// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation

/// The key of the installation: MOONPOST_KEY, or a file that its owner alone can read.
struct InstallationKey {
    static let variable = "MOONPOST_KEY"
    /// What MOONPOST_KEY is to become; see `moonpost key rotate`.
    static let nextVariable = "MOONPOST_NEW_KEY"

    let path: String
    private let environment: [String: String]

    /// - Parameter store: The path of the database.
    init(_ configuration: Configuration, store: String, environment: [String: String] = ProcessInfo.processInfo.environment) {
        path = configuration.security.keyFile ?? Configuration.Database(path: store).keyFile
        self.environment = environment
    }

    var isInEnvironment: Bool { environment[Self.variable] != nil }
    /// Where a new key lies while everything is sealed with it.
    var nextPath: String { path + ".new" }

    /// The keys that there are. The first one seals; the second one, of a change that was interrupted, may open.
    /// - Throws: ``CommandFailure`` where one is there and is no key.
    func load() throws -> [MasterKey] {
        if let text = environment[Self.variable] {
            return try [text, environment[Self.nextVariable]].compactMap(\.self).map { try Self.key($0, "the environment variable \(Self.variable)") }
        }
        return try [path, nextPath].compactMap { path in
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            let text: String
            do {
                text = try String(contentsOfFile: path, encoding: .utf8)
            } catch {
                throw CommandFailure("\(path) cannot be read: \(error.localizedDescription)")
            }
            return try Self.key(text, path)
        }
    }

    /// - Throws: ``CommandFailure`` where there is none, with what to do.
    func require() throws -> [MasterKey] {
        let keys = try load()
        guard !keys.isEmpty else {
            throw CommandFailure("there is no key to seal secrets with: run `moonpost key` to make \(path), or set \(Self.variable)")
        }
        return keys
    }

    /// Writes a key into a file that its owner alone can read, and that is not there yet.
    static func write(_ key: MasterKey, to path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(
                errno == EEXIST
                    ? "\(path) is there already, and what it seals would be lost without it: keep it, or change it with `moonpost key rotate`"
                    : "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data((key.base64.value + "\n").utf8))
        try file.synchronize()
    }

    static func key(_ text: String, _ place: String) throws -> MasterKey {
        do {
            return try MasterKey(base64: text)
        } catch {
            throw CommandFailure("\(place) holds no key: it \(error); a key is 32 bytes in base64, as `moonpost key` makes it")
        }
    }
}
