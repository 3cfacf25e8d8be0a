// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Plugins
internal import Store

/// `chat:can_go`: whether there is a flow, command or query of a name that the person of the conversation may use.
struct TargetOperations: Sendable {
    let catalog: PluginCatalog
    let numbers: NumberBook

    var canGo: Operation {
        Operation(ChatAPI.canGoOperation.name, .read) { arguments, context, connection in
            guard let entry = catalog.entry(named: arguments["target"]?.text ?? "") else { return false }
            let plugins = context.number.flatMap { numbers[$0]?.plugins }
            let contact = try context.contact.flatMap { try ContactRepository.contact($0, in: connection) }
            return .bool(entry.access.permits(contact?.user?.role) && plugins?.contains(entry.plugin) ?? true)
        }
    }
}
