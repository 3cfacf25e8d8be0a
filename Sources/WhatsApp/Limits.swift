// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What WhatsApp documents as its limits, in one place.
///
/// Sources: Meta, [M3] "Error codes"; [M5] "Media"; [I] "Interactive
/// messages" (reply buttons, lists, call-to-action URL, media carousel, multi-product, call button); [T] "Text
/// messages"; [M12] "Template components"; the rest as the client libraries nyaruka/courier and
/// david-lev/pywa enforce it in August 2026 [C, P].
package enum Limits {
    // Characters. Which kind of character is not documented; see ``length(of:)``.

    /// [T] A text message's body.
    package static let text = 4_096
    /// [I] The body of buttons, lists and links.
    package static let interactiveText = 1_024
    /// [C] The caption of an image, a video or a document.
    package static let caption = 1_024
    /// [I] A header that is a text.
    package static let header = 60
    /// [I]
    package static let footer = 60
    /// [I]
    package static let buttonTitle = 20
    /// [I]
    package static let buttonID = 256
    /// [I] The label of the button that opens a list.
    package static let listButton = 20
    /// [I]
    package static let sectionTitle = 24
    /// [I]
    package static let rowTitle = 24
    /// [I]
    package static let rowDescription = 72
    /// [I]
    package static let rowID = 200
    /// [I] The label of a link.
    package static let linkTitle = 20
    /// [P] The longest address that a link or a medium is let through with; Meta's own is that of browsers.
    package static let url = 2_000
    /// [P] A document's name.
    package static let filename = 240
    /// [P] `biz_opaque_callback_data`.
    package static let callbackData = 512
    /// A place's name and its address; Meta documents none, the phone shows less.
    package static let placeText = 1_000
    /// [P] The label of the button that opens a WhatsApp Flow; courier allows 30.
    package static let flowTitle = 20
    /// The id, the name, the token and the screen of a WhatsApp Flow; Meta documents none.
    package static let flowText = 200
    /// [I] The label of a button that calls.
    package static let callTitle = 20
    /// What comes back with the call that a button began; Meta documents none, so as callback data.
    package static let callPayload = 512
    /// [I] The text of one card of a carousel.
    package static let cardText = 160
    /// Ids of catalogs and products; Meta documents none for a catalog, 100 for a product's id.
    package static let productID = 100
    /// What a value of an address form may hold; Meta documents none.
    package static let addressText = 500
    /// `recipient_identity_key_hash`; Meta's are 12 characters.
    package static let identityHash = 128

    // Templates.

    /// [P]
    package static let templateName = 512
    /// [M12] A text with its values in it.
    package static let templateText = 1_024
    /// [M12] A header with its value in it.
    package static let templateHeader = 60
    /// [M12]
    package static let templateFooter = 60
    /// [M12] The label of a template's button.
    package static let templateButtonTitle = 25
    /// [M12] A number that a template's button calls.
    package static let templatePhone = 20
    /// [P] What a quick-reply button brings back.
    package static let templatePayload = 256
    /// [P] A code to copy, and a one-time password.
    package static let couponCode = 15
    /// [M12] Spaces in a row within a value; Meta refuses more, and any line break or tab.
    package static let spacesInValue = 4

    // Counts.

    /// [I]
    package static let buttons = 3
    /// [I]
    package static let sections = 10
    /// [I] Rows of all sections together.
    package static let rows = 10
    /// [P] Contacts in one message.
    package static let contacts = 257
    /// [I] Products of all sections together.
    package static let products = 30
    /// [I] Cards of a carousel, at least and at most; [M12] those of a template's too.
    package static let leastCards = 2
    package static let cards = 10
    /// [P] Quick-reply buttons on a card.
    package static let cardButtons = 3
    /// [I] Line breaks in the text of a card.
    package static let cardLineBreaks = 2
    /// [P] Buttons of a template.
    package static let templateButtons = 10
    /// [M12] Buttons of a template that open an address.
    package static let templateLinks = 2
    /// [M3] Templates of an account whose portfolio is not verified; 6,000 of one that is.
    package static let templates = 250
    /// [P] Minutes that a call button works: 30 days.
    package static let callMinutes = 43_200
    /// Values of an address form, and addresses to choose from; Meta documents none.
    package static let addresses = 20

    // Bytes: [M5].

    package static let imageBytes = 5 << 20
    package static let audioBytes = 16 << 20
    package static let videoBytes = 16 << 20
    package static let documentBytes = 100 << 20
    package static let stillStickerBytes = 100 << 10
    package static let animatedStickerBytes = 500 << 10

    /// The length that is held against a limit: UTF-16 code units.
    ///
    /// Meta does not say whether it counts those, code points or visible characters. Of the three
    /// this count is never the smallest, so that what passes here is not refused there.
    package static func length(of text: String) -> Int { text.utf16.count }
}
