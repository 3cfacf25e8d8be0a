// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// What a webhook tells beside messages, as plugins hear of it by `bot.on`; documented in docs/flows.md, "Events of the host".
struct PlatformEvent: Hashable, Sendable {
    var name: String
    /// Without the contact and the number, which the update does not know by the names that scripts do.
    var fields: JSONObject

    /// Nil where the update is none that plugins hear of.
    init?(_ update: Update) {
        guard let event = Self.read(update) else { return nil }
        self = event
        // In seconds, as WhatsApp's own times in messages are.
        fields["timestamp"] = update.timestamp.map(Self.seconds)
    }

    private init(_ name: String, _ fields: [(String, JSON?)]) {
        self.name = name
        self.fields = [:]
        for (key, value) in fields { self.fields[key] = value.flatMap { $0.isNull ? nil : $0 } }
    }

    private static func read(_ update: Update) -> PlatformEvent? {
        switch update.kind {
        case .message(let message): of(message, update)
        case .echo(let echo):
            PlatformEvent("echo_sent", [
                ("message_id", .string(echo.id)), ("type", .string(echo.type.rawValue)), ("text", echo.content["text"]), ("content", echo.content),
            ])
        case .call(let call): of(call)
        case .preference(let preference):
            PlatformEvent("preference_changed", [
                ("category", .string(preference.category)), ("choice", .string(preference.choice.name)), ("text", text(preference.detail)),
            ])
        case .identity(let identity):
            PlatformEvent("contact_changed", [
                ("change", "user_id"), ("user_id", text(identity.successor.userID)),
                ("previous_user_id", text(identity.person.userID == identity.successor.userID ? nil : identity.person.userID)),
                ("text", text(identity.detail)),
            ])
        case .group(let group):
            PlatformEvent("group_changed", [
                ("group_id", text(group.groupID)), ("change", .string(group.type)), ("people", .array(group.people.map(person))),
                ("details", group.raw),
            ])
        case .template(let template): of(template, update)
        case .account(let event): of(event, update)
        case .status, .error, .payment, .contactBook, .history, .other, .malformed: nil
        }
    }

    private static func of(_ message: InboundMessage, _ update: Update) -> PlatformEvent? {
        let content = message.content
        switch message.type {
        case .edit:
            return PlatformEvent("message_edited", [
                ("message_id", content["original_message_id"]), ("text", content["text"]), ("content", content["message"]),
                ("group_id", content["group_id"]),
            ])
        case .revoke:
            return PlatformEvent("message_deleted", [("message_id", content["original_message_id"]), ("group_id", content["group_id"])])
        case .system:
            let change: String
            switch content["event"]?.text {
            case "user_changed_number", "customer_changed_number": change = "number"
            case "user_changed_user_id": change = "user_id"
            case "customer_identity_changed": change = "identity"
            default: return nil
            }
            let phone = message.successor?.phone
            return PlatformEvent("contact_changed", [
                ("change", .string(change)), ("phone", text(phone)), ("previous_phone", text(phone == nil ? nil : update.aliases.phone)),
                ("user_id", text(message.successor?.userID)), ("previous_user_id", content["previous_user_id"]), ("text", content["body"]),
            ])
        default: return nil
        }
    }

    private static func of(_ call: CallUpdate) -> PlatformEvent {
        // A status is of a call that the business makes.
        let isOurs = call.direction != .fromPerson
        return PlatformEvent("call_received", [
            ("call_id", .string(call.id)), ("status", .string(call.event.name)), ("direction", isOurs ? "business" : "person"),
            ("outcome", text(call.outcome?.lowercased())), ("seconds", call.seconds.map { .integer(Int64($0)) }),
        ])
    }

    private static func of(_ template: TemplateUpdate, _ update: Update) -> PlatformEvent {
        var fields: [(String, JSON?)] = [
            ("template", .string(template.name)), ("language", .string(template.language)), ("account", text(update.wabaID)),
        ]
        switch template.change {
        case .status(let status, let reason): fields += [("change", "status"), ("status", .string(status.name)), ("text", text(reason))]
        case .quality(let before, let now): fields += [("change", "quality"), ("quality", .string(now)), ("before", text(before))]
        case .category(let before, let now, let isAnnounced):
            fields += [("change", "category"), ("category", .string(now)), ("before", text(before)), ("is_announced", .bool(isAnnounced))]
        case .components: fields.append(("change", "components"))
        }
        return PlatformEvent("template_changed", fields)
    }

    private static func of(_ event: AccountEvent, _ update: Update) -> PlatformEvent {
        var fields: [(String, JSON?)] = [
            ("field", .string(event.field)), ("kind", .string(event.event)), ("severity", .string(event.severity.rawValue)),
            ("text", .string(event.summary)), ("account", text(update.wabaID)), ("subject", text(event.subject)), ("details", event.raw),
        ]
        switch event.change {
        case .blocked: fields.append(("change", "blocked"))
        case .restored: fields.append(("change", "restored"))
        case .restricted(let types, let until):
            fields += [("change", "restricted"), ("restrictions", .array(types.map { .string($0) })), ("until", until.map(seconds))]
        case .messagingLimit(let limit): fields += [("change", "messaging_limit"), ("limit", .string(limit))]
        case .nothing: break
        }
        return PlatformEvent("account_changed", fields)
    }

    private static func text(_ text: String?) -> JSON? { text.map { .string($0) } }

    private static func seconds(_ time: Timestamp) -> JSON { .integer(time.milliseconds / 1_000) }

    private static func person(_ aliases: ContactAliases) -> JSON {
        var person: JSONObject = [:]
        person["phone"] = text(aliases.phone)
        person["user_id"] = text(aliases.userID)
        person["username"] = text(aliases.username)
        return .object(person)
    }
}
