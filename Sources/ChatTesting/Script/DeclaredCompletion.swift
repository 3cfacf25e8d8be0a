// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What the language model does in a scene, once: `! model answers "Hello"`, `! model fails 503`.
package enum DeclaredCompletion: Hashable, Sendable {
    case text(String)
    /// It calls a tool: `! model calls task {"title": "Tea"}`. Nothing is checked here: models make mistakes.
    case call(String, arguments: String)
    /// The provider answers with this HTTP status of an error.
    case status(Int)
    /// Nobody answers in time.
    case timeout
    /// Nobody is there.
    case down
}
