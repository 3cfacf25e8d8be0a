// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What WhatsApp documents as its limits, in one place.
///
/// Sources: [M1] Meta, "Create a webhook endpoint"; [M3] "Error codes"; [M5] "Media"; [I] "Interactive
/// messages" (reply buttons, lists, call-to-action URL); [T] "Text messages"; the rest as the
/// client libraries nyaruka/courier and david-lev/pywa enforce it in August 2026 [C, P].
package enum Limits {
    /// [M1] Updates in one POST, "not guaranteed".
    package static let updatesPerWebhook = 1_000

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

    // Counts.

    /// [I]
    package static let buttons = 3
    /// [I]
    package static let sections = 10
    /// [I] Rows of all sections together.
    package static let rows = 10
    /// [P] Contacts in one message.
    package static let contacts = 257

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
