// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension OutboundMessage {
    /// A message made of an approved template and values for its places. The one kind that may begin a conversation, and be
    /// sent when the 24-hour window is closed.
    ///
    /// Source: Meta, "Template messages", "Template components".
    package struct Template: Hashable, Sendable {
        /// A value in a text.
        package struct Parameter: Hashable, Sendable {
            package enum Value: Hashable, Sendable {
                case text(String)
                /// Shown in the way of the person's phone; `fallback` where it cannot.
                case currency(code: String, thousandths: Int64, fallback: String)
                case dateTime(fallback: String)
            }

            /// Of templates with named parameters.
            package var name: String?
            package var value: Value

            package init(name: String? = nil, _ value: Value) {
                self.name = name
                self.value = value
            }
        }

        package enum Header: Hashable, Sendable {
            case text(Parameter)
            /// A picture, a video or a document.
            case media(Media)
            case location(Location)
            case product(catalogID: String?, productID: String)
        }

        /// What one of the template's buttons needs.
        package struct Button: Hashable, Sendable {
            package enum Value: Hashable, Sendable {
                /// Of a quick reply: what comes back.
                case payload(String)
                /// The end of an address; of authentication, the code.
                case urlSuffix(String)
                case couponCode(String)
                case flow(token: String?, data: JSONObject?)
                case catalog(thumbnail: String?)
                case products(thumbnail: String, sections: [Products.Section])
                case voiceCall(minutes: Int?, payload: String?)
            }

            /// Its place among all the template's buttons, from 0.
            package var index: Int
            package var value: Value

            package init(index: Int, _ value: Value) {
                self.index = index
                self.value = value
            }
        }

        /// The parts that a template and each of its cards have.
        package struct Parts: Hashable, Sendable {
            package var header: Header?
            package var body: [Parameter]
            package var buttons: [Button]

            package init(header: Header? = nil, body: [Parameter] = [], buttons: [Button] = []) {
                self.header = header
                self.body = body
                self.buttons = buttons
            }
        }

        package var name: String
        /// Meta's code, such as "en" or "pt_BR".
        package var language: String
        package var parts: Parts
        /// When a limited-time offer ends.
        package var offerEnds: Timestamp?
        /// Of a carousel.
        package var cards: [Parts]

        package init(
            name: String, language: String, parts: Parts = Parts(), offerEnds: Timestamp? = nil, cards: [Parts] = []
        ) {
            self.name = name
            self.language = language
            self.parts = parts
            self.offerEnds = offerEnds
            self.cards = cards
        }
    }
}
