// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A message that the business itself sent to a person by other means than this host: from the WhatsApp Business app, or
/// a device linked to it.
///
/// Source: Meta, "smb_message_echoes webhook". It is not billed and opens no window.
package struct MessageEcho: Hashable, Sendable {
    /// Meta's id of the message.
    package var id: String
    /// The person who got it.
    package var to: ContactAliases
    package var timestamp: Timestamp?
    /// Also `edit` and `revoke`, for messages that the business sent before.
    package var type: MessageType
    /// The message in the shape that scripts know.
    package var content: JSON

    package init(id: String, to: ContactAliases, timestamp: Timestamp?, type: MessageType, content: JSON) {
        self.id = id
        self.to = to
        self.timestamp = timestamp
        self.type = type
        self.content = content
    }

    init(id: String, to: ContactAliases, object: JSONObject) {
        let (type, content) = ScriptFields.content(wamid: id, object: object)
        self.init(id: id, to: to, timestamp: MetaTime.read(object["timestamp"]), type: type, content: content)
    }
}
