// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Why a JSON text is no WhatsApp webhook, or one that is refused as a whole.
package enum WebhookError: Error, Hashable, Sendable, CustomStringConvertible {
    case notAnObject
    /// `object` says something else, or nothing.
    case notWhatsApp(object: String?)
    case noEntries

    package var description: String {
        switch self {
        case .notAnObject: "the body is no JSON object"
        case .notWhatsApp(let object?): "the body's object is \"\(object)\", not \"\(Webhook.object)\""
        case .notWhatsApp(nil): "the body does not say that its object is \"\(Webhook.object)\""
        case .noEntries: "the body has no list \"entry\""
        }
    }
}
