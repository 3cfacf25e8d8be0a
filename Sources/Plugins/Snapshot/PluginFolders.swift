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
        package var snapshots: [PluginSnapshot] = []
        package var problems: [PluginProblem] = []
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
            contents.snapshots += found.snapshots
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
            Self.read(path, as: (flows as NSString).lastPathComponent + "/" + file, module: "main", into: &contents) { source in
                PluginSnapshot(plugin: String(file.dropLast(4)), sources: [source])
            }
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
            read(path, as: path, module: "main", into: &contents) { source in
                PluginSnapshot(plugin: (name as NSString).deletingPathExtension, sources: [source])
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
            Self.read(folder + "/" + file, as: shown + "/" + file, module: module, into: &contents) { source in
                sources.append(source)
                return nil
            }
        }
        if sources.count == files.count { contents.snapshots.append(PluginSnapshot(plugin: name, sources: sources)) }
    }

    private static func entries(of folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func read(
        _ path: String, as name: String, module: String, into contents: inout Contents,
        _ use: (SourceFile) -> PluginSnapshot?
    ) {
        guard let data = FileManager.default.contents(atPath: path) else {
            contents.problems.append(PluginProblem(file: name, line: 1, message: "the file cannot be read"))
            return
        }
        guard data.count <= largestFile else {
            contents.problems.append(PluginProblem(
                file: name, line: 1,
                message: "the file has \(data.count) bytes; at most \(largestFile) are allowed: split it into modules"))
            return
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            contents.problems.append(PluginProblem(file: name, line: 1, message: "the file is not valid UTF-8"))
            return
        }
        if let snapshot = use(SourceFile(name: name, module: module, text: text)) { contents.snapshots.append(snapshot) }
    }
}

extension PluginFolders.Contents {
    /// Everything but the grants is a setting.
    fileprivate mutating func apply(_ settings: [String: JSONObject]) {
        for index in snapshots.indices {
            guard var values = settings[snapshots[index].plugin] else { continue }
            values["grant"] = nil
            snapshots[index].settings = values
        }
    }

    /// A flow and a folder of the same name would be one plugin: the first is taken, the others are problems.
    fileprivate mutating func reportDuplicates() {
        let grouped = Dictionary(grouping: snapshots, by: \.plugin).sorted { $0.key < $1.key }
        for (name, same) in grouped where same.count > 1 {
            let places = same.compactMap { $0.sources.first?.name }.sorted()
            problems.append(PluginProblem(
                file: places[1], line: 1, message: "the plugin \"\(name)\" exists already as \(places[0]): rename one of them"))
            snapshots.removeAll { $0.plugin == name && $0.sources.first?.name != places[0] }
        }
    }
}
