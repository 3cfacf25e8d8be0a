// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Flow
package import Store

/// Something that Lua can ask of the host: what the functions of ``ScriptAPI`` are made of.
package struct Operation: Sendable {
    /// In whose name and at what moment an operation is performed.
    package struct Context: Sendable {
        package var plugin: String
        /// The hash of the version that runs.
        package var version: String
        package var now: Timestamp
        /// Names this call of this conversation: the same when it is made again after a crash, and no other's.
        package var key: String
        /// Whose conversation asks; nil for nobody's, such as a schedule.
        package var contact: ContactID?
        /// The platform's id of the number that the conversation is on.
        package var number: String?
        /// The zone that the person's days and hours are meant in, by its IANA name; nil: the business's.
        package var zone: String?
        /// Makes the ids of what the operation makes; the journal keeps them with its answer.
        package var ids: IDGenerator

        package init(
            plugin: String, version: String = "", now: Timestamp, ids: IDGenerator, key: String = "", contact: ContactID? = nil, number: String? = nil,
            zone: String? = nil
        ) {
            self.ids = ids
            self.plugin = plugin
            self.version = version
            self.now = now
            self.key = key
            self.contact = contact
            self.number = number
            self.zone = zone
        }
    }

    /// - Throws: ``OperationError`` for the script. Any other error ends the attempt and not the turn: it is made again.
    package typealias Reach = @Sendable (JSON, Context) async throws -> JSON
    package typealias Perform = @Sendable (JSON, Context, any Connection) throws -> JSON

    /// As the `host` primitive knows it, such as "store.get".
    package var name: String
    package var kind: OperationKind
    /// What a plugin must be granted to ask for it; nil is open to every plugin.
    package var capability: PluginCapability?
    /// Performs it within a transaction and gives its result; nil where the journey itself does (messages, waiting).
    package var perform: Perform?
    /// Performs it outside of any transaction; the journal has its answer afterwards.
    package var reach: Reach?

    package init(_ name: String, _ kind: OperationKind, capability: PluginCapability? = nil, perform: Perform? = nil) {
        self.name = name
        self.kind = kind
        self.capability = capability
        self.perform = perform
    }
}

/// An operation failed for a reason that the script may handle: it is raised at the caller's line.
package struct OperationError: Error, Hashable, Sendable, CustomStringConvertible {
    package var code: String
    package var message: String
    package var isRetryable: Bool

    package init(code: String, message: String, isRetryable: Bool = false) {
        self.code = code
        self.message = message
        self.isRetryable = isRetryable
    }

    package var description: String { message }

    package var json: JSON {
        ["error": ["code": .string(code), "message": .string(message), "retryable": .bool(isRetryable)]]
    }
}
