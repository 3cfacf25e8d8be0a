// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Language
internal import Synchronization

/// What sentences ask for, by the examples of everything that is published now.
package final class IntentBook: Sendable {
    /// Something that a sentence may ask for.
    package struct Meaning: Sendable {
        package var entry: PluginCatalog.Entry
        package var confidence: Double
        /// What it is given; where that lacks something or has it wrong, the reason.
        package var given: Result<JSON, CommandReader.Problem>

        package init(entry: PluginCatalog.Entry, confidence: Double, given: Result<JSON, CommandReader.Problem>) {
            self.entry = entry
            self.confidence = confidence
            self.given = given
        }

        package var candidate: IntentDecision.Candidate {
            var isQuery = false
            if case .command(let command) = entry.declaration { isQuery = command.isQuery }
            return IntentDecision.Candidate(confidence: confidence, isQuery: isQuery)
        }
    }

    private let catalog: PluginCatalog
    private let civil: CivilTime
    /// Made of the catalog's state of this generation, when a sentence first needs it.
    private let model = Mutex<(generation: Int, model: IntentModel, entries: [String: PluginCatalog.Entry])?>(nil)

    package init(catalog: PluginCatalog, civil: CivilTime) {
        self.catalog = catalog
        self.civil = civil
    }

    /// What the sentence may ask for, the likeliest first.
    /// - Parameters:
    ///   - civil: The person's civil time, which days and hours are meant in; nil: the business's.
    ///   - includes: Whether something can be meant at all.
    package func meanings(
        of text: String, now: Timestamp, in civil: CivilTime? = nil, where includes: (PluginCatalog.Entry) -> Bool
    ) -> [Meaning] {
        let (model, entries) = current()
        if model.isEmpty { return [] }
        return model.matches(text, now: now, dates: civil.map(DateReader.init(civil:))) { id in entries[id].map(includes) ?? false }.compactMap { match in
            guard let entry = entries[match.intent] else { return nil }
            return Meaning(entry: entry, confidence: match.confidence, given: given(match, entry, WrittenLanguage.of(text)))
        }
    }

    private func current() -> (IntentModel, [String: PluginCatalog.Entry]) {
        model.withLock { kept in
            if let kept, kept.generation == catalog.generation { return (kept.model, kept.entries) }
            let (entries, generation) = catalog.exemplified
            let model = Self.model(of: entries.map(\.intent), civil)
            let byName = Dictionary(entries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
            kept = (generation, model, byName)
            return (model, byName)
        }
    }

    /// Hosts in one process, as the tests have them by the hundred, learn the same examples once.
    private static func model(of intents: [Intent], _ civil: CivilTime) -> IntentModel {
        let key = Learned(intents: intents, zone: civil.identifier)
        if let known = learned.withLock({ $0[key] }) { return known }
        let model = IntentModel(intents, dates: DateReader(civil: civil))
        learned.withLock { learned in
            if learned.count >= mostLearned { learned.removeAll() }
            learned[key] = model
        }
        return model
    }

    private struct Learned: Hashable {
        var intents: [Intent]
        var zone: String
    }

    private static let learned = Mutex<[Learned: IntentModel]>([:])
    private static let mostLearned = 16

    /// - Parameter language: That the sentence is written in, where its letters tell.
    private func given(_ match: IntentMatch, _ entry: PluginCatalog.Entry, _ language: String?) -> Result<JSON, CommandReader.Problem> {
        var object: JSONObject = [:]
        for (name, value) in match.values { object[name] = value.json }
        guard case .command(let command) = entry.declaration else { return .success(.object(object)) }
        for parameter in command.parameters {
            // People say 2, and the command may want it as text.
            if parameter.type == .text || parameter.type == .name, let value = object[parameter.name], value.text == nil { object[parameter.name] = .string("\(value)") }
            guard object[parameter.name] == nil, !parameter.isOptional else { continue }
            return .failure(CommandReader(command, civil: civil, language: language).problem(.missing(parameter.name)))
        }
        return .success(.object(object))
    }
}
