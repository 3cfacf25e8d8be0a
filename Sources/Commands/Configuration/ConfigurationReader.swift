// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation
internal import Scripting

/// Reads config.toml.
///
/// Any value may be `"env:NAME"`, which stands for that environment variable. Unknown keys, wrong types and values
/// that cannot work are errors: all of them are reported at once, each with its line.
package enum ConfigurationReader {
    /// The largest file that is read, in bytes.
    static let largestFile = 1 << 20

    /// Reads a file. Relative paths in it count from its folder.
    ///
    /// - Parameter environment: the process's environment.
    package static func read(file: String, environment: [String: String]) throws(ConfigurationError) -> Configuration {
        try read(text(of: file), file: file, environment: environment)
    }

    /// What stands in a file.
    static func text(of file: String) throws(ConfigurationError) -> String {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            let exists = FileManager.default.fileExists(atPath: file)
            throw ConfigurationError(file: file, message: exists ? "the file cannot be read" : "there is no such file")
        }
        guard data.count <= largestFile else {
            throw ConfigurationError(
                file: file, message: "the file is larger than \(ByteWords.words(Int64(largestFile)))")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ConfigurationError(file: file, message: "the file is not UTF-8")
        }
        return text
    }

    /// Reads a text as though it stood in `file`. An empty text gives the defaults, with paths in the file's folder
    /// and what the environment adds.
    package static func read(
        _ text: String, file: String, environment: [String: String]
    ) throws(ConfigurationError) -> Configuration {
        let document: ConfigurationDocument
        do {
            document = try ConfigurationDocument(text)
        } catch {
            throw ConfigurationError(file: file, problems: [error])
        }
        let context = ConfigurationContext(file: file, environment: environment)
        guard case .table(let members) = document.root.content else { return Configuration() }
        var root = ConfigurationTable(key: .root, line: nil, members: members, context: context)
        let scripts = scripts(root.table("scripts"))
        let configuration = Configuration(
            server: server(root.table("server")), database: database(root.table("database")), scripts: scripts,
            numbers: numbers(&root), business: business(root.table("business")), sending: sending(root.table("sending")),
            http: http(root.table("http")), ai: root.has("ai") ? ai(root.table("ai")) : nil, limits: limits(root.table("limits")),
            media: media(root.table("media")), security: security(root.table("security")),
            pricing: pricing(root.table("pricing")),
            plugins: plugins(root.table("plugins"), over: ScriptLimits(scripts.limits)))
        root.finish()
        guard context.problems.isEmpty else { throw ConfigurationError(file: file, problems: context.problems) }
        return configuration
    }

    /// A path of the file, seen from the current folder.
    static func path(_ path: String, besides file: String) -> String {
        let folder = (file as NSString).deletingLastPathComponent
        guard !path.hasPrefix("/"), !folder.isEmpty else { return path }
        return (folder as NSString).appendingPathComponent(path)
    }
}

extension ConfigurationError {
    fileprivate init(file: String, message: String) {
        self.init(file: file, problems: [ConfigurationProblem(line: nil, message: message)])
    }
}
