// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Marks what an ``ID`` is of, so that one kind is never passed for another.
package protocol Identified {}

/// The identity of one thing: a ULID (26 characters of Crockford's base 32, ordered by time of creation).
///
/// Source: github.com/ulid/spec.
package struct ID<Subject: Identified>: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// Takes an id as it stands in the store.
    package init(stored text: String) { self.text = text }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

package enum ContactSubject: Identified {}
package enum ConversationSubject: Identified {}
package enum UpdateSubject: Identified {}
package enum OutgoingSubject: Identified {}
package enum UserSubject: Identified {}
package enum TaskSubject: Identified {}
package enum ProjectSubject: Identified {}

package typealias ContactID = ID<ContactSubject>
/// Somebody of the staff.
package typealias UserID = ID<UserSubject>
/// Something that somebody has to do.
package typealias TaskID = ID<TaskSubject>
/// What several tasks are for.
package typealias ProjectID = ID<ProjectSubject>
package typealias ConversationID = ID<ConversationSubject>
/// One message, status or error out of a webhook.
package typealias UpdateID = ID<UpdateSubject>
/// One row of the outbox.
package typealias OutgoingID = ID<OutgoingSubject>
