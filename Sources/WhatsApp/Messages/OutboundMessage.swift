// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A message to send, checked against WhatsApp's limits.
///
/// Made from what a script sends (``messages(from:)``), turned into the Graph API's body by
/// ``body(to:callbackData:)``.
package struct OutboundMessage: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// `preview`: whether the first link in it is shown with a picture; nil leaves it to WhatsApp.
        case text(String, preview: Bool? = nil)
        case media(Media)
        case buttons(Buttons)
        case list(List)
        case link(Link)
        case location(Location)
        /// Contact cards in Meta's shape.
        case contacts([JSON])
        /// An empty emoji takes the reaction back.
        case reaction(messageID: String, emoji: String)
        /// A text with a button by which people send where they are.
        case locationRequest(String)
        /// A text with a button by which people send their phone number.
        case contactRequest(String)
        /// A text with which people allow or refuse to be called.
        case callPermission(String)
        case voiceCall(VoiceCall)
        case address(Address)
        case product(Product)
        case products(Products)
        case catalog(Catalog)
        case flow(Flow)
        case carousel(Carousel)
        case template(Template)
    }

    package var content: Content
    /// The wamid of the message that this one answers, shown as a quotation.
    package var replyTo: String?
    /// Meta delivers it only while the person's identity has this hash (`recipient_identity_key_hash`).
    package var identityHash: String?

    package init(_ content: Content, replyTo: String? = nil, identityHash: String? = nil) {
        self.content = content
        self.replyTo = replyTo
        self.identityHash = identityHash
    }

    package var type: MessageType {
        switch content {
        case .text: .text
        case .media(let media): MessageType(rawValue: media.kind.rawValue) ?? .unknown
        case .buttons: .buttons
        case .list: .list
        case .link: .link
        case .location: .location
        case .contacts: .contacts
        case .reaction: .reaction
        case .locationRequest: .locationRequest
        case .contactRequest: .contactRequest
        case .callPermission: .callPermission
        case .voiceCall: .voiceCall
        case .address: .address
        case .product: .product
        case .products: .products
        case .catalog: .catalog
        case .flow: .flow
        case .carousel: .carousel
        case .template: .template
        }
    }
}
