// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Plugins

/// The `.chat` files of a run, each with the plugins that it is played with.
struct ChatFiles {
    /// Which plugins are published while a file is played.
    enum Plugins: Hashable {
        /// All of the configured folders.
        case configured
        /// The flows of the folder in which the file stands, or the plugin that the folder is.
        case folder(String)
    }

    private(set) var files: [(path: String, plugins: Plugins)] = []
    private(set) var problems: [String] = []
    private let configuration: Configuration

    /// - Parameter paths: files and folders; none means the configured folders.
    init(_ paths: [String], configuration: Configuration) {
        self.configuration = configuration
        let scripts = configuration.scripts
        for path in paths.isEmpty ? [scripts.flows, scripts.plugins] : paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                if !paths.isEmpty { problems.append("\(path): there is no such file or folder") }
                continue
            }
            let found = isFolder.boolValue ? Self.chatFiles(in: path) : [path]
            if found.isEmpty, !paths.isEmpty { problems.append("\(path): there is no .chat file in it") }
            for file in found where !files.contains(where: { $0.path == file }) { files.append((file, plugins(of: file))) }
        }
        if paths.isEmpty, files.isEmpty {
            problems.append("there is no .chat file in \"\(scripts.flows)\" and \"\(scripts.plugins)\"")
        }
    }

    /// Reads the plugins.
    static func read(_ plugins: Plugins, _ configuration: Configuration) -> PluginFolders.Contents {
        switch plugins {
        case .configured:
            PluginFolders(flows: configuration.scripts.flows, plugins: configuration.scripts.plugins)
                .read(settings: configuration.plugins, language: configuration.business.language)
        case .folder(let folder): PluginFolders.read(paths: [folder], configuration: configuration)
        }
    }

    /// The files in a folder and in those within it; not deeper than anybody would nest them, should links go in circles.
    private static func chatFiles(in folder: String, depth: Int = 0) -> [String] {
        guard depth < 8, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
        let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        return names.filter { !$0.hasPrefix(".") }.sorted().flatMap { name -> [String] in
            if name.hasSuffix(".chat") { return [base + "/" + name] }
            return chatFiles(in: base + "/" + name, depth: depth + 1)
        }
    }

    private func plugins(of file: String) -> Plugins {
        let folder = (file as NSString).deletingLastPathComponent
        let place = Self.absolute(folder) + "/"
        for configured in [configuration.scripts.flows, configuration.scripts.plugins]
        where place.hasPrefix(Self.absolute(configured) + "/") {
            return .configured
        }
        return .folder(folder.isEmpty ? "." : folder)
    }

    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
}
