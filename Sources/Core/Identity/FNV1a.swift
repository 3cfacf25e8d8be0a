// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The 64-bit FNV-1a hash: quick, and the same on every machine and in every run, unlike Swift's own.
///
/// Source: Fowler, Noll and Vo, RFC 9923. Not for secrets.
package enum FNV1a {
    package static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
