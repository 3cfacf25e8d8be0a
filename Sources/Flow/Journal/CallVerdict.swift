// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What the host thinks of a call that came out of a worker.
package struct CallVerdict: Hashable, Sendable {
    package var kind: OperationKind
    /// The error that answers the call instead of a result; nil: it may be done.
    package var refusal: JSON?
    /// The error for a worker that goes by what was configured before: then it was judged otherwise, so that it is no break of
    /// the rules. Nil where it never was.
    package var outdated: JSON?

    package init(_ kind: OperationKind, refusal: JSON? = nil, outdated: JSON? = nil) {
        self.kind = kind
        self.refusal = refusal
        self.outdated = outdated
    }
}
