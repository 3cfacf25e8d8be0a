// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension InboundMessage {
    /// Reads a member of `messages[]` whose id and sender are known.
    ///
    /// Never fails: what has not the shape of its type becomes an `unknown` message with the whole object.
    init(id: String, from: ContactAliases, object: JSONObject) {
        let name = object["type"]?.text ?? ""
        var script = ScriptFields(wamid: id)
        let type = script.read(type: name, of: object)
        self.init(
            id: id, from: from, timestamp: MetaTime.read(object["timestamp"]), type: type ?? .unknown,
            content: type.map { .object(script.finish(type: $0, of: object)) }
                ?? Self.unknown(id: id, name: name, object: object),
            successor: type == .system ? Self.successor(of: object) : nil)
    }

    private static func unknown(id: String, name: String, object: JSONObject) -> JSON {
        .object(
            JSONObject([
                ("type", .string(MessageType.unknown.rawValue)), ("id", .string(id)), ("wamid", .string(id)),
                ("name", .string(name)), ("raw", .object(object)),
            ]))
    }

    /// The new aliases in a `system` message; nil where it names none.
    private static func successor(of object: JSONObject) -> ContactAliases? {
        guard let system = object["system"]?.object else { return nil }
        var aliases = ContactAliases()
        aliases.take(system["wa_id"]?.text ?? system["new_wa_id"]?.text)
        aliases.take(system["user_id"]?.text)
        aliases.take(system["parent_user_id"]?.text)
        return aliases.isAnonymous ? nil : aliases
    }
}
