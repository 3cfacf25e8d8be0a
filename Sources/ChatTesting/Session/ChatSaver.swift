// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation

/// Writes a conversation as a `.chat` file that passes.
package struct ChatSaver: Sendable {
    private let folder: String
    private let runner: ChatRunner

    /// - Parameter paths: the flows of the conversation; without any, the configured ones.
    package init(_ paths: [String], configuration: Configuration, runner: ChatRunner) {
        let place = paths.first ?? configuration.scripts.flows
        var isFolder: ObjCBool = false
        let isFile = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) && !isFolder.boolValue
        let parent = (place as NSString).deletingLastPathComponent
        folder = isFile ? (parent.isEmpty ? "." : parent) : place
        self.runner = runner
    }

    /// Writes the file, and plays it. A name without a folder stands beside the flows.
    /// - Returns: what to print.
    package func save(_ save: ChatSession.Save) async -> [String] {
        var path = save.name.contains("/") || folder == "." ? save.name : folder + "/" + save.name
        if !path.hasSuffix(".chat") { path += ".chat" }
        do {
            try Data(save.text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        } catch {
            let reason =
                FileManager.default.fileExists(atPath: path)
                ? "the file exists, and is not overwritten: choose another name" : "the file cannot be written: \(error.localizedDescription)"
            return ["error: \(path): \(reason)"]
        }
        do {
            let report = try await runner.record([path])
            let wrote = "wrote \(path)"
            guard report.isSuccess else {
                return [wrote, "error: the file does not pass:"] + report.text.split(separator: "\n").map(String.init)
            }
            return report.scenes.contains(where: \.isRecorded)
                ? [wrote, "note: played again, the bot says something else in places; the file has what it says now"] : [wrote]
        } catch {
            return ["wrote \(path)", "error: it cannot be played: \(error)"]
        }
    }
}
