// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension ChatReport {
    /// The report for people: every problem, every failure with its transcript, and one line that sums it up.
    public var text: String {
        var parts = problems
        for scene in scenes {
            if let failure = scene.failure { parts.append(Self.text(of: failure, in: scene)) }
            if scene.isRecorded { parts.append("\(scene.file):\(scene.line): " + (scene.title.map { "\($0): " } ?? "") + "recorded") }
            parts += scene.notes.map { "note: " + $0 }
        }
        if let coverage { parts.append(coverage.text) }
        parts.append(summary)
        return parts.joined(separator: "\n")
    }

    private var summary: String {
        let failed = scenes.count { $0.failure != nil }
        let files = Set(scenes.map(\.file)).count
        let played = "\(Self.count(scenes.count, "scene")) in \(Self.count(files, "file"))"
        let recorded = scenes.count(where: \.isRecorded)
        if isSuccess { return "ok: \(played)" + (recorded > 0 ? ", \(recorded) of them recorded" : "") }
        if failed > 0 { return "failed: \(failed) of \(played)" }
        return scenes.isEmpty ? "failed: nothing was played" : "failed: \(Self.count(problems.count, "problem")); \(played) went well"
    }

    private static func text(of failure: Failure, in scene: Scene) -> String {
        var lines = ["\(failure.file):\(failure.line): " + (scene.title.map { "\($0): " } ?? "") + failure.summary]
        lines.append(failure.transcript)
        for incident in failure.incidents { lines.append("    The host reports: " + incident) }
        if let refusal = failure.refusal { lines.append("    Not recorded: " + refusal) }
        lines.append("")
        return lines.joined(separator: "\n")
    }

    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
