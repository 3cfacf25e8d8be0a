// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Language
internal import Synchronization

/// What is published now, and which words lead to it. Readers always see one complete state.
package final class PluginCatalog: Sendable {
    /// Something that a message or `chat:go` can begin.
    package struct Entry: Sendable {
        package enum Declaration: Sendable {
            case flow(FlowDeclaration)
            case command(CommandDeclaration)
            /// Not declared: which of several things a sentence meant. The prelude of every plugin asks it.
            case meaning
        }

        package var plugin: String
        package var version: String
        package var declaration: Declaration

        package var name: String {
            switch declaration {
            case .flow(let flow): flow.name
            case .command(let command): command.name
            case .meaning: Entry.meaningName
            }
        }

        package static let meaningName = "did_you_mean"

        package var kind: String {
            switch declaration {
            case .flow: "flow"
            case .command(let command): command.isQuery ? "query" : "command"
            case .meaning: "meaning"
            }
        }

        package var access: Access {
            switch declaration {
            case .flow(let flow): flow.access
            case .command(let command): command.access
            case .meaning: .anyone
            }
        }

        /// What a menu shows to somebody who has this language.
        package func title(in language: String?) -> String {
            switch declaration {
            case .flow(let flow): flow.title?.text(in: language) ?? flow.name
            case .command(let command): command.help?.text(in: language) ?? command.name
            case .meaning: Entry.meaningName
            }
        }

        /// The question which of several things a sentence means, asked by the version that this one is of.
        package var question: Entry { Entry(plugin: plugin, version: version, declaration: .meaning) }

        /// Sentences that ask for it.
        package var examples: [String] {
            switch declaration {
            case .flow(let flow): flow.examples
            case .command(let command): command.examples
            case .meaning: []
            }
        }
    }

    private struct State {
        var plugins: [String: PublishedPlugin] = [:]
        var byTrigger: [String: Entry] = [:]
        var byCommand: [String: Entry] = [:]
        var byName: [String: Entry] = [:]
        var longestCommand = 0
        /// Versions that were published in this process or read back from the store, by hash.
        var snapshots: [String: PluginSnapshot] = [:]
        /// Versions that are live no longer, by hash, and since when.
        var retired: [String: Timestamp] = [:]
        /// Versions that must not run any more.
        var stopped: Set<String> = []
        var observer: (@Sendable () -> Void)?
        /// How often something was published.
        var generation = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var plugins: [PublishedPlugin] { state.withLock { $0.plugins.values.sorted { $0.name < $1.name } } }

    package func plugin(_ name: String) -> PublishedPlugin? { state.withLock { $0.plugins[name] } }

    /// The flow or command of this name.
    package func entry(named name: String) -> Entry? { state.withLock { $0.byName[name] } }

    /// The flow or command of this name, where it is this plugin's.
    package func entry(named name: String, kind: String, of plugin: String) -> Entry? {
        guard let entry = entry(named: name), entry.plugin == plugin, entry.kind == kind else { return nil }
        return entry
    }

    /// Everything that has examples, and which state of the catalog that is.
    package var exemplified: (entries: [Entry], generation: Int) {
        state.withLock { state in (state.byName.values.filter { !$0.examples.isEmpty }.sorted { $0.name < $1.name }, state.generation) }
    }

    /// Grows with each change of what is published.
    package var generation: Int { state.withLock { $0.generation } }

    /// What `chat:go` can go to.
    package var names: [String] { state.withLock { $0.byName.keys.sorted() } }

    /// The flow whose trigger the whole message is.
    package func flow(triggeredBy text: String) -> Entry? {
        let key = NormalizedText.of(text)
        return state.withLock { $0.byTrigger[key] }
    }

    /// The command that the message begins with, and the rest of the message.
    /// - Parameter plugins: Whose commands count; nil: all plugins'.
    package func command(in text: String, of plugins: Set<String>? = nil) -> (entry: Entry, rest: String)? {
        guard state.withLock({ $0.longestCommand }) > 0 else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return nil }
        return state.withLock { state in
            // A longer name wins: "task list" before "task".
            for count in stride(from: min(words.count, state.longestCommand), through: 1, by: -1) {
                let key = NormalizedText.of(words[..<count].joined(separator: " "))
                let name = key.hasPrefix("/") ? String(key.dropFirst()) : key
                guard let entry = state.byCommand[name], plugins?.contains(entry.plugin) ?? true else { continue }
                return (entry, String(text[words[count - 1].endIndex...]).trimmed)
            }
            return nil
        }
    }

    /// Which plugins listen to an event of this name.
    package func listeners(to event: String) -> [PublishedPlugin] {
        plugins.filter { $0.declarations.events.contains(event) }
    }

    package func snapshot(_ hash: String) -> PluginSnapshot? { state.withLock { $0.snapshots[hash] } }

    package func remember(_ snapshot: PluginSnapshot, hash: String) { state.withLock { $0.snapshots[hash] = snapshot } }

    /// No turn runs on this version: it ended too many workers.
    package func isStopped(_ hash: String) -> Bool { state.withLock { $0.stopped.contains(hash) } }

    /// Lets no turn run on this version any more.
    package func stop(_ hash: String) { state.withLock { _ = $0.stopped.insert(hash) } }

    /// Takes over which versions must not run, as the store has it.
    package func stop(_ hashes: Set<String>) { state.withLock { $0.stopped = hashes } }

    /// The versions of these plugins that anybody has asked for.
    package func versions(of plugins: Set<String>) -> [(hash: String, snapshot: PluginSnapshot)] {
        state.withLock { state in state.snapshots.filter { plugins.contains($0.value.plugin) }.map { ($0.key, $0.value) } }
    }

    /// What would be wrong with publishing these beside the others: triggers, commands and names that are taken, and
    /// names that `chat:go` is given and nobody has.
    /// - Parameter others: names of flows and commands that are there, or come back, without being published now.
    /// - Parameter yielding: plugins that are withdrawn when these go live.
    package func conflicts(
        of candidates: [PublishedPlugin], others known: Set<String> = [], yielding: Set<String> = []
    ) -> [PluginProblem] {
        let replaced = yielding.union(candidates.map(\.name))
        var owners: [Claim: (plugin: PublishedPlugin, claim: Claim)] = [:]
        var problems: [PluginProblem] = []
        let others = plugins.filter { !replaced.contains($0.name) }
        for plugin in others + candidates.sorted(by: { $0.name < $1.name }) {
            let isCandidate = candidates.contains { $0.name == plugin.name }
            for claim in plugin.declarations.claims {
                if let owner = owners[claim] {
                    guard isCandidate else { continue }
                    problems.append(PluginProblem(
                        file: plugin.file, line: claim.line,
                        message: "\(claim.what) is taken already: \(owner.claim.what) of the plugin \"\(owner.plugin.name)\" "
                            + "(\(owner.plugin.file):\(owner.claim.line))"))
                } else {
                    owners[claim] = (plugin, claim)
                }
            }
        }
        return problems + missingTargets(of: candidates, beside: others, known)
    }

    /// The published plugins that have a name or a word which one of these wants.
    package func owners(ofClaimsOf candidates: [PublishedPlugin]) -> Set<String> {
        let wanted = Set(candidates.flatMap(\.declarations.claims)), names = Set(candidates.map(\.name))
        return Set(plugins.filter { !names.contains($0.name) && !wanted.isDisjoint(with: $0.declarations.claims) }.map(\.name))
    }

    private func missingTargets(
        of candidates: [PublishedPlugin], beside others: [PublishedPlugin], _ known: Set<String>
    ) -> [PluginProblem] {
        let names = known.union((others + candidates).flatMap(\.declarations.names))
        return candidates.sorted { $0.name < $1.name }.flatMap { plugin in
            plugin.snapshot.sources.flatMap { source in
                GoTargets.of(source.text).filter { !names.contains($0.name) }.map { target in
                    let hint = NearestName.of(target.name, among: names).map { ": did you mean \"\($0)\"?" } ?? ""
                    return PluginProblem(
                        file: source.name, line: target.line,
                        message: "chat:go: there is no flow or command named \"\(target.name)\"\(hint)")
                }
            }
        }
    }

    /// Notes a version that was tried and not published: workers have it, and nobody needs it.
    package func retire(_ hash: String, at time: Timestamp) {
        state.withLock { state in
            if !state.plugins.values.contains(where: { $0.hash == hash }) { state.retired[hash] = time }
        }
    }

    /// Versions that were replaced or withdrawn before `time`.
    package func retired(before time: Timestamp) -> [String] {
        state.withLock { state in state.retired.filter { $0.value < time }.map(\.key) }
    }

    /// Forgets a version that is live no longer; where it is needed again, it comes back from the store.
    /// - Returns: False where it is live again.
    package func forget(_ hash: String) -> Bool {
        state.withLock { state in
            guard state.retired.removeValue(forKey: hash) != nil else { return false }
            state.snapshots[hash] = nil
            return true
        }
    }

    /// Calls `observer` from now on after each change of what is published.
    package func whenPublished(_ observer: (@Sendable () -> Void)?) { state.withLock { $0.observer = observer } }

    /// Makes these the published versions, all at once; `removed` are published no longer.
    package func publish(_ published: [PublishedPlugin], removing removed: [String] = [], at time: Timestamp) {
        let observer = state.withLock { state in
            for name in removed {
                if let old = state.plugins.removeValue(forKey: name) { state.retired[old.hash] = time }
            }
            for plugin in published {
                if let old = state.plugins.updateValue(plugin, forKey: plugin.name) { state.retired[old.hash] = time }
                state.retired[plugin.hash] = nil
                state.snapshots[plugin.hash] = plugin.snapshot
            }
            state.generation += 1
            state.byTrigger = [:]
            state.byCommand = [:]
            state.byName = [:]
            state.longestCommand = 0
            for plugin in state.plugins.values {
                for flow in plugin.declarations.flows {
                    let entry = Entry(plugin: plugin.name, version: plugin.hash, declaration: .flow(flow))
                    state.byName[flow.name] = entry
                    for trigger in flow.triggers { state.byTrigger[NormalizedText.of(trigger)] = entry }
                }
                for command in plugin.declarations.commands {
                    let entry = Entry(plugin: plugin.name, version: plugin.hash, declaration: .command(command))
                    state.byName[command.name] = entry
                    for name in [command.name] + command.aliases {
                        let key = NormalizedText.of(name)
                        state.byCommand[key] = entry
                        state.longestCommand = max(state.longestCommand, key.split(separator: " ").count)
                    }
                }
            }
            return state.observer
        }
        observer?()
    }
}

extension String {
    /// Without white space around it.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
