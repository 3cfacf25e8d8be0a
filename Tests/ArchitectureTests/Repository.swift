// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation

/// The checkout that these tests were built from.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What Package.swift says, as SwiftPM understands it.
    static func package() throws -> JSON {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "moonpost-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // A scratch folder of its own: the usual one may be locked by the build that runs this test.
        process.arguments = ["swift", "package", "--scratch-path", scratch.path, "dump-package"]
        process.currentDirectoryURL = root
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSON(Array(output))
    }

    /// The files below a folder whose names end like this.
    static func files(below folder: String, ending: [String]) throws -> [URL] {
        let base = root.appending(path: folder)
        guard let walker = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
        return walker.compactMap { $0 as? URL }.filter { file in ending.contains { file.path.hasSuffix($0) } }
    }
}
