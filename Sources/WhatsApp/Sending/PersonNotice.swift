// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a person has to be told about a message of theirs. The words are the host's, in the person's language.
package enum PersonNotice: Hashable, Sendable, CaseIterable {
    /// It is of a kind that cannot be read here.
    case unreadable
    /// Its file could not be fetched.
    case fileLost
    /// It never got here.
    case messageLost
}
