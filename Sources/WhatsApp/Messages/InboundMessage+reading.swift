// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension InboundMessage {
    /// Reads a member of `messages[]` whose id and sender are known.
    ///
    /// Never fails: what has not the shape of its type becomes an `unknown` message with the whole object.
    init(id: String, from: ContactAliases, object: JSONObject) {
        let (type, content) = ScriptFields.content(wamid: id, object: object)
        self.init(
            id: id, from: from, timestamp: MetaTime.read(object["timestamp"]), type: type, content: content,
            successor: type == .system ? Self.successor(of: object) : nil,
            identityHash: Self.identityHash(of: object))
    }

    /// The new aliases in a `system` message that tells of a change; nil where it names none.
    ///
    /// Source: Meta, "System messages webhook": `user_changed_number`, `user_changed_user_id`. The words of
    /// `customer_identity_changed` name the person, not a successor.
    static func successor(of object: JSONObject) -> ContactAliases? {
        guard let system = object["system"]?.object, let event = system["type"]?.text,
            event.hasPrefix("user_changed_") || event == "customer_changed_number"
        else { return nil }
        var aliases = ContactAliases()
        aliases.take(system["wa_id"]?.text)
        aliases.take(system["new_wa_id"]?.text)
        aliases.take(system["user_id"]?.text)
        aliases.take(system["parent_user_id"]?.text)
        return aliases.isAnonymous ? nil : aliases
    }

    /// The hash of the person's identity, which changes with the phone or its keys.
    ///
    /// Source: Meta, "Identity change check": `messages[].identity.hash`, and `system.identity` of
    /// `customer_identity_changed`.
    private static func identityHash(of object: JSONObject) -> String? {
        let system = object["system"]?["identity"]
        return object["identity"]?["hash"]?.text ?? system?.text ?? system?["hash"]?.text
    }
}
