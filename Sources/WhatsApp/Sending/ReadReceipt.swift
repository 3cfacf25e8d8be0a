// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Marks a person's message as read, and can show that we are typing.
package enum ReadReceipt {
    /// How long WhatsApp shows the indicator at most; a reply ends it sooner. Source: Meta, "Typing indicators".
    package static let typingTime = Duration.seconds(25)

    /// The body of the request. Every earlier message of the conversation counts as read with it.
    package static func body(wamid: String, typing: Bool) -> JSON {
        var object: JSONObject = ["messaging_product": "whatsapp", "status": "read", "message_id": .string(wamid)]
        if typing { object["typing_indicator"] = ["type": "text"] }
        return .object(object)
    }
}
