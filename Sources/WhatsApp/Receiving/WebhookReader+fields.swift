// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The fields beside `messages`.
extension WebhookReader {
    /// Reads a change's value by its field. What has not the field's shape, and every field that is not known, is passed
    /// on as it came.
    mutating func read(_ value: JSONObject, field: String?) {
        switch field {
        case nil, "messages":
            let names = ["messages", "statuses", "errors", "message_echoes"]
            // Calls have a field of their own, and come with messages where an app takes no other.
            if value["calls"] != nil {
                let isAlone = names.allSatisfy { $0 == "errors" || value[$0] == nil }
                read(calls: value["calls"], errors: isAlone ? value["errors"] : nil)
                if isAlone { return }
            }
            if names.contains(where: { value[$0] != nil }) { return read(messages: value) }
        case "smb_message_echoes", "message_echoes":
            if value["message_echoes"] != nil { return read(echoes: value) }
        case "calls":
            if value["calls"] != nil || value["statuses"] != nil {
                read(calls: value["calls"], errors: value["errors"])
                return read(callStatuses: value)
            }
        case "user_preferences":
            if value["user_preferences"] != nil { return read(preferences: value) }
        case "user_id_update":
            if value["user_id_update"] != nil { return read(identities: value) }
        case "history":
            if value["history"] != nil || value["messages"] != nil { return read(history: value) }
        case "smb_app_state_sync":
            if value["state_sync"] != nil { return read(contactBook: value) }
        case .some(let field) where field.hasPrefix("group_"):
            if value["groups"] != nil { return read(groups: value, field: field) }
        case .some(let field) where TemplateUpdate.fields.contains(field):
            if let update = TemplateUpdate(field: field, value: value) {
                return append(.template(update), field: field, value)
            }
        case .some(let field):
            if let event = AccountEvent(field: field, value: value) {
                return append(.account(event), field: field, value)
            }
        }
        other(field ?? "", .object(value))
    }

    mutating func other(_ field: String, _ value: JSON) {
        append(
            .other(field: field, value: value), key: key("other:" + field.prefix(64), value),
            timestamp: MetaTime.read(value["timestamp"]) ?? MetaTime.read(entryTime))
    }

    private mutating func append(_ kind: Update.Kind, field: String, _ value: JSONObject) {
        let raw = JSON.object(value)
        append(
            kind, key: key("other:" + field.prefix(64), raw),
            timestamp: MetaTime.read(value["timestamp"]) ?? MetaTime.read(entryTime))
    }

    /// Source: Meta, "WhatsApp Business Calling API".
    private mutating func read(calls value: JSON?, errors: JSON?) {
        let calls = list("calls", value) ?? []
        for call in calls {
            guard case .object(let object) = call, var update = CallUpdate(call: object), Self.isPlausible(update.id),
                update.event.name.utf8.count <= 64
            else {
                malformed("a call without a usable id and event", call)
                continue
            }
            if calls.count == 1 { update.take(errors: errors) }
            let name = complete(&update.person, isAlone: calls.count == 1)
            append(
                .call(update), key: update.id + ":" + update.event.name, timestamp: update.timestamp,
                aliases: update.person, name: name)
        }
    }

    private mutating func read(callStatuses value: JSONObject) {
        let statuses = list("statuses", value["statuses"]) ?? []
        for status in statuses { read(callStatus: status, isAlone: statuses.count == 1) }
    }

    mutating func read(callStatus status: JSON, isAlone: Bool) {
        guard case .object(let object) = status, var update = CallUpdate(status: object), Self.isPlausible(update.id),
            update.event.name.utf8.count <= 64
        else { return malformed("a call's status without a usable id and status", status) }
        let name = complete(&update.person, isAlone: isAlone)
        append(
            .call(update), key: update.id + ":" + update.event.name, timestamp: update.timestamp, aliases: update.person,
            name: name)
    }

    private mutating func read(preferences value: JSONObject) {
        let preferences = list("user_preferences", value["user_preferences"]) ?? []
        for preference in preferences {
            guard case .object(let object) = preference else {
                malformed("a preference that is no object", preference)
                continue
            }
            var person = ContactAliases(person: object)
            let name = complete(&person, isAlone: preferences.count == 1)
            guard let update = PreferenceUpdate(object, person: person), !person.isAnonymous else {
                malformed("a preference without a person, category and value", preference)
                continue
            }
            append(
                .preference(update), key: key("preference", preference), timestamp: update.timestamp, aliases: person,
                name: name)
        }
    }

    private mutating func read(identities value: JSONObject) {
        let updates = list("user_id_update", value["user_id_update"]) ?? []
        for member in updates {
            guard case .object(let object) = member, let update = IdentityUpdate(object) else {
                malformed("an update of a user id that names no new id", member)
                continue
            }
            // Not completed from `contacts[]`: that has the new ids, and these are the old ones.
            let name = person(update.person, isAlone: updates.count == 1)?.name
            append(
                .identity(update), key: key("identity", member), timestamp: update.timestamp, aliases: update.person,
                name: name)
        }
    }

    private mutating func read(groups value: JSONObject, field: String) {
        for group in list("groups", value["groups"]) ?? [] {
            guard case .object(let object) = group, let update = GroupUpdate(object, field: field) else {
                malformed("an update of a group without a type", group)
                continue
            }
            append(.group(update), key: key("group", group), timestamp: update.timestamp)
        }
    }

    private mutating func read(history value: JSONObject) {
        let ownNumber = value["metadata"]?["display_phone_number"]?.text
        // The media of messages that came before stand directly in the value.
        let chunks = list("history", value["history"]) ?? [.object(value)]
        for chunk in chunks {
            guard case .object(let object) = chunk, let content = HistoryChunk(object, ownNumber: ownNumber) else {
                malformed("a chunk of history without chats", chunk)
                continue
            }
            append(.history(content), key: key("history", chunk), timestamp: MetaTime.read(entryTime))
        }
    }

    private mutating func read(contactBook value: JSONObject) {
        for member in list("state_sync", value["state_sync"]) ?? [] {
            guard case .object(let object) = member, let update = ContactBookUpdate(object) else {
                malformed("an entry of a contact book that names nobody", member)
                continue
            }
            append(
                .contactBook(update), key: key("contact_book", member), timestamp: update.timestamp,
                aliases: update.person, name: nil)
        }
    }
}
