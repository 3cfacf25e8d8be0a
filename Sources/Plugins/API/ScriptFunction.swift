// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Flow

/// A function that scripts call, declared once: its checks, its page of the reference, and its definition for editors come
/// from here.
package struct ScriptFunction: Sendable {
    /// Who does what it does.
    package enum Implementation: Sendable {
        /// A function of the prelude, behind the checks of the parameters; it asks for these operations.
        case prelude([Operation])
        /// Nobody but the operation: its arguments are the parameters by name, options among them.
        case operation(Operation)
        /// The worker, which checks its arguments by itself.
        case worker([Operation] = [])
    }

    package var name: String
    package var text: String
    package var parameters: [ScriptField]
    /// What it returns; nil where it returns nothing.
    package var result: ScriptType?
    /// The result may be nil.
    package var mayBeNil: Bool
    package var implementation: Implementation
    package var example: ScriptExample
    /// Other ways to call it, in the notation of lua-language-server.
    package var overloads: [String]

    package init(
        _ name: String, _ parameters: [ScriptField] = [], returns result: ScriptType? = nil, orNil mayBeNil: Bool = false,
        _ implementation: Implementation, _ text: String, overloads: [String] = [], example: ScriptExample
    ) {
        self.name = name
        self.text = text
        self.parameters = parameters
        self.result = result
        self.mayBeNil = mayBeNil
        self.implementation = implementation
        self.example = example
        self.overloads = overloads
    }

    package var operations: [Operation] {
        switch implementation {
        case .prelude(let operations), .worker(let operations): operations
        case .operation(let operation): [operation]
        }
    }

    /// How it meets the journal; nil is pure: nobody but the worker is asked.
    package var kind: OperationKind? {
        // Who waits ends the turn, whatever it sent before.
        operations.map(\.kind).max { Self.rank($0) < Self.rank($1) }
    }

    /// What its table of options can have; empty where it takes none.
    package var optionNames: [String] {
        for case .options(let fields) in parameters.map(\.type) { return fields.map(\.name) }
        return []
    }

    package var capability: PluginCapability? { operations.lazy.compactMap(\.capability).first }

    private static func rank(_ kind: OperationKind) -> Int {
        switch kind {
        case .effect: 0
        case .read: 1
        case .write: 2
        case .external: 3
        case .wait: 4
        }
    }
}
