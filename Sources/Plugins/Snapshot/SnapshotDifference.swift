// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What changed from one version to another, for people to read.
package enum SnapshotDifference {
    /// For each file that changed its name, then its changed lines: `-` and the number in the old file, `+` and the number
    /// in the new one. Settings and texts follow.
    package static func lines(_ old: PluginSnapshot, _ new: PluginSnapshot) -> [String] {
        var result: [String] = []
        let names = Set(old.sources.map(\.name)).union(new.sources.map(\.name)).sorted()
        for name in names {
            let left = old.sources.first { $0.name == name }?.text, right = new.sources.first { $0.name == name }?.text
            if left == right { continue }
            result.append(name + (left == nil ? " (new)" : right == nil ? " (removed)" : ""))
            result += changes(from: left ?? "", to: right ?? "")
        }
        for name in Set(old.knowledge.keys).union(new.knowledge.keys).sorted() where old.knowledge[name] != new.knowledge[name] {
            result.append("knowledge/\(name)" + (old.knowledge[name] == nil ? " (new)" : new.knowledge[name] == nil ? " (removed)" : ""))
            result += changes(from: old.knowledge[name] ?? "", to: new.knowledge[name] ?? "")
        }
        let settings = Set(old.settings.map(\.key)).union(new.settings.map(\.key)).sorted()
        for key in settings where old.settings[key] != new.settings[key] {
            result.append("setting \(key): \(old.settings[key]?.description ?? "none") -> \(new.settings[key]?.description ?? "none")")
        }
        let texts = (flattened(old.locales), flattened(new.locales))
        for key in Set(texts.0.keys).union(texts.1.keys).sorted() where texts.0[key] != texts.1[key] {
            result.append("text \(key): \(texts.0[key]?.description ?? "none") -> \(texts.1[key]?.description ?? "none")")
        }
        return result
    }

    /// Each text by its language and key.
    private static func flattened(_ locales: PluginLocales?) -> [String: JSON] {
        var result: [String: JSON] = [:]
        for (language, texts) in locales?.texts ?? [:] {
            for (key, text) in texts { result["\(language) \(key)"] = text }
        }
        return result
    }

    private static func changes(from old: String, to new: String) -> [String] {
        let left = lines(old), right = lines(new)
        let changes = right.difference(from: left)
        let removed = changes.removals.map { change -> (Int, String) in
            guard case .remove(let offset, let line, _) = change else { return (0, "") }
            return (offset, "- \(offset + 1): \(line)")
        }
        let inserted = changes.insertions.map { change -> (Int, String) in
            guard case .insert(let offset, let line, _) = change else { return (0, "") }
            return (offset, "+ \(offset + 1): \(line)")
        }
        return removed.sorted { $0.0 < $1.0 }.map(\.1) + inserted.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func lines(_ text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
