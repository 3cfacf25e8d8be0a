// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Why a stretch of Lua ended with an error.
package struct ScriptFailure: Hashable, Sendable, CustomStringConvertible {
    /// `script`, `budget`, `memory`, `syntax`, `mismatch`, `internal`; `worker` where the process itself ended, `violation`
    /// where it sent what it may not, `not_granted` where a grant was just taken away, `stopped` where the version must not run any more.
    package var kind: String
    /// With file and line in front where they are known.
    package var message: String
    package var details: JSON

    package init(kind: String, message: String, details: JSON = .null) {
        self.kind = kind
        self.message = message
        self.details = details
    }

    /// Reads the `error` of a `failed` frame.
    package init(_ json: JSON) {
        self.init(
            kind: json["kind"]?.text ?? "internal", message: json["message"]?.text ?? "the script failed without a message",
            details: json)
    }

    /// The worker sent something that no sound worker sends: it is not to be believed in anything.
    package static func violation(_ what: String) -> ScriptFailure {
        ScriptFailure(kind: "violation", message: "the script worker broke its rules, and was ended for it: \(what)")
    }

    package var isViolation: Bool { kind == "violation" }

    package var description: String { message }
}
