// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import WhatsApp

/// What a person can do with a phone in a conversation.
package enum PersonContent: Hashable, Sendable {
    case text(String)
    /// Taps the reply button `id` of the business's message `message`.
    case button(message: String, id: String)
    /// Chooses the list row `id` of the business's message `message`.
    case row(message: String, id: String)
    case location(latitude: Double, longitude: Double, name: String? = nil, address: String? = nil)
    /// Sends a file by its name; a caption where the kind has one. nil stands for a sample of that name.
    case media(MediaKind, name: String, caption: String? = nil, bytes: [UInt8]? = nil)
    /// Sends what was spoken into the phone.
    case voice(name: String, bytes: [UInt8]? = nil)
    /// Closes the form that the business's message opened, with what its endpoint said at the end.
    case form(message: String, response: JSON)
    /// Reacts to the business's message; nil takes the reaction back.
    case reaction(message: String, emoji: String?)
    /// Shares people out of the phone's own address book.
    case contacts([Card])
    /// Sends a basket that was filled in the business's catalog.
    case order([Item], text: String? = nil)
    /// Writes another text in the place of one that the person sent; nil stands for the latest.
    case edit(message: String?, text: String)
    /// Deletes what the person sent, for everyone; nil stands for the latest.
    case deletion(message: String?)

    /// Somebody as an address book has them.
    package struct Card: Hashable, Sendable {
        package var name: String
        /// With or without "+" and spaces.
        package var phone: String

        package init(name: String, phone: String) {
            self.name = name
            self.phone = phone
        }
    }

    /// A line of a basket.
    package struct Item: Hashable, Sendable {
        /// The business's own id of the product.
        package var product: String
        package var quantity: Int
        /// Of one piece, as the catalog has it.
        package var price: Double
        /// ISO 4217.
        package var currency: String

        package init(product: String, quantity: Int = 1, price: Double = 0, currency: String = "USD") {
            self.product = product
            self.quantity = quantity
            self.price = price
            self.currency = currency
        }
    }
}
