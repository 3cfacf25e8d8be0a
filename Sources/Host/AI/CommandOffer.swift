// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins
internal import Store

/// Knows which commands a language model is offered in whose name.
struct CommandOffer: Sendable {
    let catalog: PluginCatalog
    let directory: ContactDirectory
    let numbers: NumberBook
    let times: CivilTimes

    /// Those that the person may type on this number; nobody's conversation has none.
    func tools(in context: Operation.Context) async throws -> CommandTools {
        guard let id = context.contact, let person = try await directory.contact(id) else {
            return CommandTools([], role: nil, civil: times.business)
        }
        let plugins = context.number.flatMap { numbers[$0]?.plugins }
        let entries = catalog.names.compactMap { catalog.entry(named: $0) }.filter { plugins?.contains($0.plugin) ?? true }
        return CommandTools(entries, role: person.user?.role, civil: times.civil(in: person.zone))
    }
}
