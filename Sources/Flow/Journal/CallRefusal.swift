// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A worker sent a call that no sound worker sends.
package struct CallRefusal: Error, Hashable, Sendable {
    package var reason: String

    package init(_ reason: String) { self.reason = reason }
}
