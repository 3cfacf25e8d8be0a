// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Flow

/// Every operation there is, by name.
package struct OperationRegistry: Sendable {
    private let operations: [String: Operation]

    package init(_ operations: [Operation]) {
        self.operations = Dictionary(operations.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    }

    package subscript(name: String) -> Operation? { operations[name] }

    package var names: [String] { operations.keys.sorted() }

    package func kind(of name: String) -> OperationKind? { operations[name]?.kind }
}
