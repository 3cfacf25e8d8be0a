// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A message template as it stands in the account: its words, and the places that a message has values for.
///
/// Source: Meta, `GET /<WABA>/message_templates`, "Template components".
package struct TemplateDefinition: Hashable, Sendable {
    package enum Format: Hashable, Sendable {
        /// `{{1}}`, `{{2}}` ...
        case positional
        /// `{{name}}` ...
        case named
    }

    package enum Header: Hashable, Sendable {
        case text(String)
        case media(MediaKind)
        case location
        case product
    }

    package struct Button: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case quickReply
            /// `address` ends in a placeholder, or has none.
            case url(address: String)
            case copyCode
            /// Copies, or fills in, a one-time password.
            case password
            case flow
            case catalog
            case products
            case voiceCall
            /// Has no value: a phone number, a request, a single product, or what is not known yet.
            case fixed(String)
        }

        package var kind: Kind
        /// Its label; empty where WhatsApp writes it.
        package var title: String

        package init(_ kind: Kind, title: String) {
            self.kind = kind
            self.title = title
        }
    }

    /// What a template and each of its cards have.
    package struct Parts: Hashable, Sendable {
        package var header: Header?
        package var body: String
        package var footer: String?
        package var buttons: [Button]

        package init(header: Header? = nil, body: String = "", footer: String? = nil, buttons: [Button] = []) {
            self.header = header
            self.body = body
            self.footer = footer
            self.buttons = buttons
        }
    }

    package var id: String?
    package var name: String
    package var language: String
    package var status: TemplateStatus
    /// "MARKETING", "UTILITY" or "AUTHENTICATION".
    package var category: String
    package var format: Format
    package var parts: Parts
    /// Of a carousel.
    package var cards: [Parts]
    /// Whether it has a limited-time offer that ends.
    package var hasOffer: Bool
    /// Meta's "GREEN", "YELLOW", "RED" or "UNKNOWN", where it says.
    package var quality: String?
    /// Why it was rejected, where it was.
    package var rejection: String?

    package init(
        id: String? = nil, name: String, language: String, status: TemplateStatus = .approved, category: String = "UTILITY",
        format: Format = .named, parts: Parts, cards: [Parts] = [], hasOffer: Bool = false, quality: String? = nil,
        rejection: String? = nil
    ) {
        self.id = id
        self.name = name
        self.language = language
        self.status = status
        self.category = category
        self.format = format
        self.parts = parts
        self.cards = cards
        self.hasOffer = hasOffer
        self.quality = quality
        self.rejection = rejection
    }
}
