// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What the platform charges one message as.
package struct MessageCost: Hashable, Sendable {
    /// The platform's id of the message.
    package var messageID: String
    package var outgoing: OutgoingID
    /// In the platform's words, such as "service", "utility" or "marketing".
    package var category: String
    /// "regular", "free_customer_service" or "free_entry_point".
    package var type: String
    /// In millionths of the currency; nil where no price is known.
    package var price: Int64?
    package var currency: String
    /// Whether it has reached the person: the platform charges what was delivered.
    package var isDelivered: Bool

    package init(
        messageID: String, outgoing: OutgoingID, category: String, type: String, price: Int64?, currency: String, isDelivered: Bool
    ) {
        self.messageID = messageID
        self.outgoing = outgoing
        self.category = category
        self.type = type
        self.price = price
        self.currency = currency
        self.isDelivered = isDelivered
    }
}
