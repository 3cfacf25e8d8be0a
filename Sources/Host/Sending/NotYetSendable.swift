// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A message that cannot be sent now and may be later, and why: a file is missing, or its number.
struct NotYetSendable: Error, CustomStringConvertible {
    var description: String
}
