// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// The frames about a conversation that the host sends to a worker.
enum ConversationFrame {
    /// Starts a conversation. The journal is put in as it stands in the store.
    static func start(_ conversation: StoredConversation, journal: [String]) -> [UInt8] {
        let opening = conversation.opening
        var head: JSONObject = [
            "op": "start", "conversation": .string(conversation.id.text), "version": .string(conversation.version),
            "entry": [.string(conversation.entryKind), .string(conversation.entryName)],
        ]
        for key in ["given", "seed", "number", "turn"] { head[key] = opening[key] }
        var bytes = JSON.object(head).encoded()
        bytes.removeLast()
        bytes.append(contentsOf: #","journal":["#.utf8)
        for (index, row) in journal.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: row.utf8)
        }
        bytes.append(contentsOf: "]}".utf8)
        return bytes
    }

    static func resume(_ conversation: ConversationID, value: JSON) -> [UInt8] {
        JSON.object(["op": "resume", "conversation": .string(conversation.text), "value": value]).encoded()
    }

    static func drop(_ conversation: ConversationID) -> [UInt8] {
        JSON.object(["op": "drop", "conversation": .string(conversation.text)]).encoded()
    }
}
