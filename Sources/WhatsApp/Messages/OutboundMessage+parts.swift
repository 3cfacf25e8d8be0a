// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension OutboundMessage {
    /// A file with what stands beside it.
    package struct Media: Hashable, Sendable {
        package enum Source: Hashable, Sendable {
            /// What an upload gave, or a received message carried. Faster than a link, and checked at once.
            case id(String)
            /// An address that Meta fetches; a bad one fails only after the message was accepted.
            case link(String)
        }

        package var kind: MediaKind
        package var source: Source
        package var caption: String?
        /// Of documents.
        package var filename: String?
        /// Of audio: a voice message.
        package var isVoice = false

        package init(
            kind: MediaKind, source: Source, caption: String? = nil, filename: String? = nil, isVoice: Bool = false
        ) {
            self.kind = kind
            self.source = source
            self.caption = caption
            self.filename = filename
            self.isVoice = isVoice
        }
    }

    /// What stands above the text of an interactive message.
    package enum Header: Hashable, Sendable, ExpressibleByStringLiteral {
        case text(String)
        /// A picture, a video or a document.
        case media(Media)

        package init(stringLiteral value: String) { self = .text(value) }
    }

    /// A text with up to three buttons that answer it.
    package struct Buttons: Hashable, Sendable {
        package struct Button: Hashable, Sendable {
            package var id: String
            package var title: String

            package init(id: String, title: String) {
                self.id = id
                self.title = title
            }
        }

        package var text: String
        package var buttons: [Button]
        package var header: Header?
        package var footer: String?

        package init(text: String, buttons: [Button], header: Header? = nil, footer: String? = nil) {
            self.text = text
            self.buttons = buttons
            self.header = header
            self.footer = footer
        }
    }

    /// A text with a button that opens a list of up to ten rows.
    package struct List: Hashable, Sendable {
        package struct Row: Hashable, Sendable {
            package var id: String
            package var title: String
            package var description: String?

            package init(id: String, title: String, description: String? = nil) {
                self.id = id
                self.title = title
                self.description = description
            }
        }

        package struct Section: Hashable, Sendable {
            /// Must be there where there are several sections.
            package var title: String?
            package var rows: [Row]

            package init(title: String? = nil, rows: [Row]) {
                self.title = title
                self.rows = rows
            }
        }

        /// The label where a script gives none.
        package static let defaultButton = "Options"

        package var text: String
        /// The label of the button that opens the list.
        package var button: String
        package var sections: [Section]
        package var header: Header?
        package var footer: String?

        package init(
            text: String, button: String = defaultButton, sections: [Section], header: Header? = nil,
            footer: String? = nil
        ) {
            self.text = text
            self.button = button
            self.sections = sections
            self.header = header
            self.footer = footer
        }
    }

    /// A text with one button that opens an address.
    package struct Link: Hashable, Sendable {
        package var text: String
        /// The button's label.
        package var title: String
        package var url: String
        package var header: Header?
        package var footer: String?

        package init(text: String, title: String, url: String, header: Header? = nil, footer: String? = nil) {
            self.text = text
            self.title = title
            self.url = url
            self.header = header
            self.footer = footer
        }
    }

    package struct Location: Hashable, Sendable {
        package var latitude: Double
        package var longitude: Double
        package var name: String?
        package var address: String?

        package init(latitude: Double, longitude: Double, name: String? = nil, address: String? = nil) {
            self.latitude = latitude
            self.longitude = longitude
            self.name = name
            self.address = address
        }
    }
}
