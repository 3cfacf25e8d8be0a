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

    /// The most that the documents of a plugin may have together: they are kept with every version.
    package static let largestKnowledge = 1 << 20

    /// What was read of files of texts, by name and contents: a parser of TOML that never gives back the memory of what it
    /// has read (TOMLKit 0.6) is to read each text once.
    private let localeFiles = Memo<SourceFile, LocaleFile>(capacity: 1_024)

    package init(flows: String, plugins: String) {
        self.flows = flows
        self.plugins = plugins
    }

    /// What was found: each file read once, and what is wrong with those that could not be read.
    package struct Contents: Sendable {
        package var candidates: [PluginCandidate]
        package var problems: [PluginProblem] = []
        /// The plugins that are on the disk, also those that could not be read.
        package var found: Set<String> = []

        package init(_ candidates: [PluginCandidate] = []) { self.candidates = candidates }

        package var snapshots: [PluginSnapshot] { candidates.map(\.snapshot) }
    }

    /// Reads every plugin and gives each the settings that config.toml has for it.
    /// - Parameter language: The business's, to which the plugins' texts fall back.
    package func read(settings: [String: Configuration.Plugin], language: String = "en") -> Contents {
        var contents = read()
        contents.apply(settings, language: language)
        return contents
    }

    /// Reads the files or folders at `paths`, or where there are none the configured folders.
    package static func read(paths: [String], configuration: Configuration) -> Contents {
        let folders = PluginFolders(flows: configuration.scripts.flows, plugins: configuration.scripts.plugins)
        guard !paths.isEmpty else { return folders.read(settings: configuration.plugins, language: configuration.business.language) }
        var contents = Contents()
        for path in paths {
            let found = read(path: path)
            contents.candidates += found.candidates
            contents.problems += found.problems
        }
        contents.apply(configuration.plugins, language: configuration.business.language)
        return contents
    }

    /// Reads every plugin. A folder that does not exist is an empty one.
    package func read() -> Contents {
        var contents = Contents()
        for file in Self.entries(of: flows) where file.hasSuffix(".lua") {
            let path = flows + "/" + file
            contents.found.insert(String(file.dropLast(4)))
            let shown = (flows as NSString).lastPathComponent + "/"
            guard let source = Self.read(path, in: flows, as: shown + file, module: "main", into: &contents) else { continue }
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
        // "." and ".." are folders with names of their own.
        let path = ["", ".", ".."].contains((path as NSString).lastPathComponent) ? URL(fileURLWithPath: path).standardizedFileURL.path : path
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
            // A link that is named is meant.
            let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            let folder = (place as NSString).deletingLastPathComponent
            if let source = read(place, in: folder, as: path, module: "main", into: &contents) {
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
        contents.found.insert(name)
        files.swapAt(0, main)
        files[1...].sort()
        var sources: [SourceFile] = []
        for file in files {
            let module = file == "main.lua" ? "main" : String(file.dropLast(4))
            if let source = Self.read(folder + "/" + file, in: folder, as: shown + "/" + file, module: module, into: &contents) {
                sources.append(source)
            }
        }
        guard sources.count == files.count, let locales = locales(in: folder, as: shown, into: &contents),
            let knowledge = Self.knowledge(in: folder, as: shown, into: &contents)
        else { return }
        let tests = Self.entries(of: folder).filter { $0.hasSuffix(".chat") }
        contents.candidates.append(PluginCandidate(
            PluginSnapshot(plugin: name, sources: sources, locales: locales.texts.isEmpty ? nil : locales, knowledge: knowledge),
            tests: Self.tests(tests, in: folder, as: shown + "/", into: &contents), path: folder + "/main.lua"))
    }

    /// The texts of `locales/`; nil where there is something wrong with them.
    private func locales(in folder: String, as shown: String, into contents: inout Contents) -> PluginLocales? {
        let before = contents.problems.count
        var texts: [String: JSONObject] = [:]
        for file in Self.entries(of: folder + "/locales") {
            let name = shown + "/locales/" + file
            guard let language = LocaleFile.language(ofFile: file) else {
                contents.problems.append(PluginProblem(
                    file: name, line: 1, message: "a file in locales is named by its language, like en.toml or pt-BR.toml"))
                continue
            }
            guard let source = Self.read(folder + "/locales/" + file, in: folder, as: name, module: "", into: &contents) else { continue }
            let read = localeFiles.value(of: source) { LocaleFile(name: name, text: source.text) }
            contents.problems += read.problems
            texts[language] = read.texts
        }
        return contents.problems.count == before ? PluginLocales(texts) : nil
    }

    /// The documents of `knowledge/`; nil where there is something wrong with them.
    private static func knowledge(in folder: String, as shown: String, into contents: inout Contents) -> [String: String]? {
        let before = contents.problems.count
        var documents: [String: String] = [:]
        var size = 0
        for file in entries(of: folder + "/knowledge") where file.hasSuffix(".md") {
            let name = shown + "/knowledge/" + file
            guard let source = read(folder + "/knowledge/" + file, in: folder, as: name, module: "", into: &contents) else { continue }
            documents[file] = source.text
            size += source.text.utf8.count
        }
        if size > largestKnowledge {
            contents.problems.append(PluginProblem(
                file: shown + "/knowledge", line: 1,
                message: "the documents have \(size) bytes together; at most \(largestKnowledge) are allowed: take out what nobody asks"))
        }
        return contents.problems.count == before ? documents : nil
    }

    /// Those of the `.chat` files that are there.
    private static func tests(
        _ names: [String], in folder: String, as shown: String, into contents: inout Contents
    ) -> [SourceFile] {
        names.filter { FileManager.default.fileExists(atPath: folder + "/" + $0) }.compactMap {
            read(folder + "/" + $0, in: folder, as: shown + $0, module: "", into: &contents)
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
    private static func read(
        _ path: String, in folder: String, as name: String, module: String, into contents: inout Contents
    ) -> SourceFile? {
        let message: String
        do {
            if let text = String(validating: try FolderFile.read(path, within: folder, most: largestFile), as: UTF8.self) {
                return SourceFile(name: name, module: module, text: text)
            }
            message = "the file is not valid UTF-8"
        } catch {
            message =
                switch error {
                case .outside: "the file is a link to somewhere outside its folder: put a copy of it there"
                case .unreadable: "the file cannot be read, or is being written: save it again"
                case .tooLarge(let size): "the file has \(size) bytes; at most \(largestFile) are allowed: split it into modules"
                }
        }
        contents.problems.append(PluginProblem(file: name, line: 1, message: message))
        return nil
    }
}

extension PluginFolders.Contents {
    /// A sentence for each table of config.toml that is for no plugin. Where something could not be read, it may be for that.
    package func unknown(in plugins: [String: Configuration.Plugin]) -> [String] {
        guard problems.isEmpty else { return [] }
        let names = snapshots.map(\.plugin)
        return plugins.keys.filter { !names.contains($0) }.sorted().map { name in
            let hint = NearestName.of(name, among: names).map { ": did you mean \"\($0)\"?" } ?? ""
            return "[plugins.\(name)] in config.toml is for no plugin that there is\(hint)"
        }
    }

    fileprivate mutating func apply(_ plugins: [String: Configuration.Plugin], language: String) {
        for index in candidates.indices {
            candidates[index].snapshot.locales?.language = language
            candidates[index].snapshot.settings = plugins[candidates[index].snapshot.plugin]?.settings ?? [:]
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
