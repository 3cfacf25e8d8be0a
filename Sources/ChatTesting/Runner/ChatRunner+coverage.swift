// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Plugins

extension ChatRunner {
    /// What was reached of the plugins whose tests `paths` are; of all of them where there are no paths.
    static func coverage(_ candidates: [PluginCandidate], _ paths: [String], _ log: CoverageLog) -> ChatCoverage {
        let asked = candidates.filter { candidate in
            paths.isEmpty || paths.contains { isTest($0, of: candidate, among: candidates) }
        }
        let files = asked.flatMap { candidate -> [ChatCoverage.File] in
            let version = candidate.snapshot.hash
            return candidate.snapshot.sources.map { source in
                let lines = log.lines(of: source.name, in: version)
                return ChatCoverage.File(file: source.name, text: source.text, canRun: lines.canRun, ran: lines.ran)
            }
        }
        return ChatCoverage(files: files.sorted { $0.file < $1.file })
    }

    /// A folder has the tests of all plugins below it. A file has those of the flow of its name or of the folder plugin
    /// around it; one that belongs to no single flow has those of all flows beside it.
    private static func isTest(_ path: String, of candidate: PluginCandidate, among all: [PluginCandidate]) -> Bool {
        guard let main = candidate.path.map(absolute) else { return false }
        let path = absolute(path)
        guard path.hasSuffix(".chat") else { return main.hasPrefix(path + "/") }
        let folder = (path as NSString).deletingLastPathComponent, home = (main as NSString).deletingLastPathComponent
        if main.hasSuffix("/main.lua") { return (folder + "/").hasPrefix(home + "/") }
        let flow = (path as NSString).deletingPathExtension + ".lua"
        return main == flow || home == folder && !all.contains { $0.path.map(absolute) == flow }
    }

    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
}
