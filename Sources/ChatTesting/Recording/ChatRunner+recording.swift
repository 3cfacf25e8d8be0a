// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Scripting

extension ChatRunner {
    /// Rewrites the files of scenes that failed, and puts into the report what became of each.
    func record(_ parts: [Part], texts: [String: String], into report: inout ChatReport, _ pool: WorkerPool) async {
        let failed = parts.indices.filter { report.scenes[$0].failure != nil }
        let files = Dictionary(grouping: failed) { parts[$0].file }
        for (file, indices) in files.sorted(by: { $0.key < $1.key }) {
            guard let text = texts[file] else { continue }
            await record(file, text, parts, indices, into: &report, pool)
        }
    }

    /// Nothing is written before the new scenes have been played: they must pass.
    private func record(
        _ file: String, _ text: String, _ parts: [Part], _ indices: [Int], into report: inout ChatReport, _ pool: WorkerPool
    ) async {
        var edits: [Int: [ChatEdit]] = [:]
        for index in indices {
            switch await edit(parts[index], pool) {
            case .success(let found): edits[index] = found
            case .failure(let refusal): report.scenes[index].failure?.refusal = "line \(refusal.line): \(refusal.reason)"
            }
        }
        let recorded = edits.keys.sorted()
        guard !recorded.isEmpty else { return }
        let script: ChatScript
        do {
            script = try ChatScript(ChatEdit.apply(recorded.flatMap { edits[$0] ?? [] }, to: text), file: file)
        } catch {
            for index in recorded { report.scenes[index].failure?.refusal = "what the bot says cannot be written: \(error)" }
            return
        }
        let again = recorded.compactMap { index -> Part? in
            guard script.scenes.indices.contains(parts[index].index) else { return nil }
            var part = parts[index]
            part.scene = script.scenes[part.index]
            return part
        }
        guard again.count == recorded.count else {
            for index in recorded { report.scenes[index].failure?.refusal = "the bot says nothing any more: remove the scene" }
            return
        }
        var sound: [Int: ChatReport.Scene] = [:]
        for (index, scene) in zip(recorded, await play(again, pool)) {
            if scene.failure == nil {
                sound[index] = scene
            } else {
                report.scenes[index].failure?.refusal = "what the bot says is not the same each time: write * for what changes"
            }
        }
        guard !sound.isEmpty else { return }
        do {
            guard try Self.read(file) == text else {
                throw SceneRecorder.Refusal(line: 1, reason: "the file was changed meanwhile: run it again")
            }
            try Self.write(ChatEdit.apply(sound.keys.sorted().flatMap { edits[$0] ?? [] }, to: text), to: file)
        } catch {
            let reason = (error as? SceneRecorder.Refusal)?.reason ?? "\(error)"
            for index in sound.keys { report.scenes[index].failure?.refusal = "the file cannot be written: \(reason)" }
            return
        }
        for (index, scene) in sound {
            report.scenes[index] = scene
            report.scenes[index].isRecorded = true
        }
    }

    private func edit(_ part: Part, _ pool: WorkerPool) async -> Result<[ChatEdit], SceneRecorder.Refusal> {
        let outcome = await Self.limited(to: Self.longest) { () async -> Result<[ChatEdit], SceneRecorder.Refusal> in
            do {
                return try await withHarness(for: part, pool) { harness -> Result<[ChatEdit], SceneRecorder.Refusal> in
                    var recorder = SceneRecorder(part.scene, harness: harness)
                    return await recorder.record()
                }
            } catch {
                return .failure(SceneRecorder.Refusal(line: part.scene.line, reason: "\(error)"))
            }
        }
        return outcome
            ?? .failure(SceneRecorder.Refusal(line: part.scene.line, reason: "the scene does not come to an end within \(Self.longest.components.seconds) seconds"))
    }

    /// Whole or not at all, through links, with the rights that the file had.
    private static func write(_ text: String, to file: String) throws {
        let url = URL(fileURLWithPath: file).resolvingSymlinksInPath()
        let rights = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
        try Data(text.utf8).write(to: url, options: .atomic)
        if let rights { try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: url.path) }
    }
}
