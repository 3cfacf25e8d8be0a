// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Scripting

/// A folder in which `moonpost` is run, as long as this value exists.
final class Project {
    /// What a command did.
    struct Outcome {
        var code: Int32
        var output: String
        var errors: String
    }

    let path = NSTemporaryDirectory() + "moonpost-project-" + UUID().uuidString

    init(_ files: [String: String] = [:]) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("\(path) could not be removed: \(error)")
        }
    }

    func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    /// The names of all files, in order.
    var files: [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
            .filter { name in
                // Measured for coverage, each process leaves its profile.
                if name.hasSuffix(".profraw") { return false }
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
            }.sorted()
    }

    /// Runs `moonpost` with these arguments and this standard input to its end.
    func run(_ arguments: String..., input: String = "") throws -> Outcome { try run(arguments, input: input) }

    func run(_ arguments: [String], input: String = "") throws -> Outcome {
        try write(".input", input)
        let process = Process()
        let worker = try ScriptWorkerExecutable.locate()
        process.executableURL = URL(fileURLWithPath: worker).deletingLastPathComponent().appendingPathComponent("moonpost")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: path)
        for name in [".output", ".errors"] { try write(name, "") }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: path + "/.input"))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/.output"))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/.errors"))
        try process.run()
        process.waitUntilExit()
        let outcome = Outcome(code: process.terminationStatus, output: try read(".output"), errors: try read(".errors"))
        for name in [".input", ".output", ".errors"] { try FileManager.default.removeItem(atPath: path + "/" + name) }
        return outcome
    }
}
