// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation

/// The folders on disk in which plugins are written: `flows/NAME.lua`, and `plugins/NAME/main.lua` with its modules.
package struct PluginFolders: Sendable {
    package var flows: String
    package var plugins: String

    /// The largest file that is read; larger ones are a problem, not a plugin.
    package static let largestFile = 64 << 10

    package init(flows: String, plugins: String) {
        self.flows = flows
        self.plugins = plugins
    }

    /// What was found: each file read once, and what is wrong with those that could not be read.
    package struct Contents: Sendable {
        package var candidates: [PluginCandidate]
        package var problems: [PluginProblem] = []

        package init(_ candidates: [PluginCandidate] = []) { self.candidates = candidates }

        package var snapshots: [PluginSnapshot] { candidates.map(\.snapshot) }
    }

    /// Reads every plugin and gives each the settings that config.toml has for it.
    /// - Parameter settings: The `[plugins.NAME]` tables, grants included.
    package func read(settings: [String: JSONObject]) -> Contents {
        var contents = read()
        contents.apply(settings)
        return contents
    }

    /// Reads the files or folders at `paths`, or where there are none the configured folders.
    package static func read(paths: [String], configuration: Configuration) -> Contents {
        let folders = PluginFolders(flows: configuration.scripts.flows, plugins: configuration.scripts.plugins)
        guard !paths.isEmpty else { return folders.read(settings: configuration.plugins) }
        var contents = Contents()
        for path in paths {
            let found = read(path: path)
            contents.candidates += found.candidates
            contents.problems += found.problems
        }
        contents.apply(configuration.plugins)
        return contents
    }

    /// Reads every plugin. A folder that does not exist is an empty one.
    package func read() -> Contents {
        var contents = Contents()
        for file in Self.entries(of: flows) where file.hasSuffix(".lua") {
            let path = flows + "/" + file
            let shown = (flows as NSString).lastPathComponent + "/"
            guard let source = Self.read(path, as: shown + file, module: "main", into: &contents) else { continue }
            let test = String(file.dropLast(4)) + ".chat"
            contents.candidates.append(PluginCandidate(
                PluginSnapshot(plugin: String(file.dropLast(4)), sources: [source]),
                tests: Self.tests([test], in: flows, as: shown, into: &contents), path: path))
        }
        for name in Self.entries(of: plugins) where Self.isFolder(plugins + "/" + name) {
            readFolder(name, into: &contents)
        }
        contents.reportDuplicates()
        return contents
    }

    /// Reads one `.lua` file as a plugin of its own, or one folder with a `main.lua`.
    package static func read(path: String) -> Contents {
        var contents = Contents()
        let name = (path as NSString).lastPathComponent
        if isFolder(path) {
            let parent = (path as NSString).deletingLastPathComponent
            if FileManager.default.fileExists(atPath: path + "/main.lua") {
                PluginFolders(flows: "", plugins: parent.isEmpty ? "." : parent).readFolder(name, into: &contents)
            } else {
                // A folder of flows, or of plugins.
                contents = PluginFolders(flows: path, plugins: path).read()
            }
        } else {
            if let source = read(path, as: path, module: "main", into: &contents) {
                contents.candidates.append(PluginCandidate(
                    PluginSnapshot(plugin: (name as NSString).deletingPathExtension, sources: [source]), path: path))
            }
        }
        return contents
    }

    private func readFolder(_ name: String, into contents: inout Contents) {
        let folder = plugins + "/" + name
        let shown = (plugins as NSString).lastPathComponent + "/" + name
        var files = Self.entries(of: folder).filter { $0.hasSuffix(".lua") }
        guard let main = files.firstIndex(of: "main.lua") else { return }
        files.swapAt(0, main)
        files[1...].sort()
        var sources: [SourceFile] = []
        for file in files {
            let module = file == "main.lua" ? "main" : String(file.dropLast(4))
            if let source = Self.read(folder + "/" + file, as: shown + "/" + file, module: module, into: &contents) {
                sources.append(source)
            }
        }
        guard sources.count == files.count else { return }
        let tests = Self.entries(of: folder).filter { $0.hasSuffix(".chat") }
        contents.candidates.append(PluginCandidate(
            PluginSnapshot(plugin: name, sources: sources),
            tests: Self.tests(tests, in: folder, as: shown + "/", into: &contents), path: folder + "/main.lua"))
    }

    /// Those of the `.chat` files that are there.
    private static func tests(
        _ names: [String], in folder: String, as shown: String, into contents: inout Contents
    ) -> [SourceFile] {
        names.filter { FileManager.default.fileExists(atPath: folder + "/" + $0) }.compactMap {
            read(folder + "/" + $0, as: shown + $0, module: "", into: &contents)
        }
    }

    private static func entries(of folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// The file's text, read once; nil where that is a problem.
    private static func read(_ path: String, as name: String, module: String, into contents: inout Contents) -> SourceFile? {
        guard let data = settled(path) else {
            contents.problems.append(PluginProblem(
                file: name, line: 1, message: "the file cannot be read, or is being written: save it again"))
            return nil
        }
        guard data.count <= largestFile else {
            contents.problems.append(PluginProblem(
                file: name, line: 1,
                message: "the file has \(data.count) bytes; at most \(largestFile) are allowed: split it into modules"))
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            contents.problems.append(PluginProblem(file: name, line: 1, message: "the file is not valid UTF-8"))
            return nil
        }
        return SourceFile(name: name, module: module, text: text)
    }

    /// The file's bytes, when it was the same file of the same time and size before and after they were read.
    private static func settled(_ path: String) -> Data? {
        for _ in 0..<5 {
            let before = state(of: path)
            guard before != nil, let data = FileManager.default.contents(atPath: path) else { return nil }
            if state(of: path) == before { return data }
        }
        return nil
    }

    private static func state(of path: String) -> [Int64]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return [Int64(status.st_ino), Int64(status.st_size), Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec)]
    }
}

extension PluginFolders.Contents {
    /// Everything but the grants is a setting.
    fileprivate mutating func apply(_ settings: [String: JSONObject]) {
        for index in candidates.indices {
            guard var values = settings[candidates[index].snapshot.plugin] else { continue }
            candidates[index].grants = Set((values["grant"]?.elements ?? []).compactMap(\.text))
            values["grant"] = nil
            candidates[index].snapshot.settings = values
        }
    }

    /// A flow and a folder of the same name would be one plugin: the first is taken, the others are problems.
    fileprivate mutating func reportDuplicates() {
        let grouped = Dictionary(grouping: snapshots, by: \.plugin).sorted { $0.key < $1.key }
        for (name, same) in grouped where same.count > 1 {
            let places = same.compactMap { $0.sources.first?.name }.sorted()
            problems.append(PluginProblem(
                file: places[1], line: 1, message: "the plugin \"\(name)\" exists already as \(places[0]): rename one of them"))
            candidates.removeAll { $0.snapshot.plugin == name && $0.snapshot.sources.first?.name != places[0] }
        }
    }
}
