// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One message of the talk between a person and us.
package struct TalkLine: Sendable {
    package var isPersons: Bool
    /// The message, as scripts see it.
    package var content: JSON

    package init(isPersons: Bool, content: JSON) {
        self.isPersons = isPersons
        self.content = content
    }
}
