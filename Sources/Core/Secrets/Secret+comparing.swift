// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

extension Secret {
    /// Whether somebody knows it. The time taken tells nothing of where a difference lies: digests are compared, in constant time.
    package func isKnown(as text: String) -> Bool {
        !isEmpty && SHA256.hash(data: Array(value.utf8)) == SHA256.hash(data: Array(text.utf8))
    }
}
