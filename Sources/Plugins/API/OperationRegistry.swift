// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
package import Flow

/// Every operation there is, by name.
package struct OperationRegistry: Sendable {
    private let operations: [String: Operation]

    package init(_ operations: [Operation]) {
        self.operations = Dictionary(operations.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    }

    package subscript(name: String) -> Operation? { operations[name] }

    package var names: [String] { operations.keys.sorted() }

    /// The same with others beside them.
    package func adding(_ others: [Operation]) -> OperationRegistry { OperationRegistry(Array(operations.values) + others) }

    /// The capability that an operation needs, for those that need one.
    package var capabilities: [String: String] { operations.compactMapValues { $0.capability?.rawValue } }

    /// Decides about a call of this plugin that came out of a worker: whether there is such an operation, and whether the
    /// plugin is granted what it needs.
    /// - Parameter grants: Those that the plugin had when the turn began: they hold until it ends.
    package func check(
        _ call: Call, of plugin: String, _ permissions: PluginPermissions, since grants: Set<String> = []
    ) throws(CallRefusal) -> CallVerdict {
        guard let operation = operations[call.operation] else { throw CallRefusal("there is no operation \(call.shown)") }
        guard call.arguments.object != nil else {
            throw CallRefusal("the arguments of \(call.shown) are \(call.arguments.typeName), not a table")
        }
        if let capability = operation.capability {
            let message = "bot.\(call.operation) needs \"\(capability.rawValue)\", which this plugin is not granted: "
                + permissions.advice([capability.usage], for: plugin)
            let error = OperationError(code: "not_granted", message: message).json
            let isGranted = PluginPermissions.isGranted(capability, by: grants) || permissions.isGranted(capability, to: plugin)
            let wasOtherwise = permissions.has(capability, everBeen: !isGranted, to: plugin)
            // `nil` beside JSON would be its null.
            return CallVerdict(
                operation.kind, refusal: isGranted ? JSON?.none : error, outdated: wasOtherwise ? error : JSON?.none)
        }
        return CallVerdict(operation.kind)
    }

    package func kind(of name: String) -> OperationKind? { operations[name]?.kind }
}
