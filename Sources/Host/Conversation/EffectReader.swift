// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Language
internal import Logging
internal import Plugins
internal import Store
internal import WhatsApp

/// Turns the effects of a turn into rows.
struct EffectReader {
    let services: ConversationServices
    let conversation: StoredConversation
    let lane: String
    let contact: Contact?
    let wamid: String?
    let now: Timestamp

    /// Who wrote waits for an answer; what a timer, an event or a schedule says can wait itself.
    private var priority: OutgoingMessage.Priority { wamid == nil ? .notification : .reply }

    /// A contact's fields are searched one after the other.
    private static let mostFields = 200

    /// - Throws: An error that names what is wrong with the effect, such as a button's title that is too long.
    mutating func take(_ call: Call, into batch: inout TurnBatch) throws {
        let arguments = call.arguments
        switch call.operation {
        case "send":
            try send(arguments, into: &batch)
        case "typing":
            guard let wamid, let contact, let number = conversation.number else { return }
            batch.outgoing.append(OutgoingMessage(
                id: services.ids.next(), lane: lane, number: number, contact: contact.id, kind: .typing,
                content: ["wamid": .string(wamid)], createdAt: now))
        case "contact.set":
            guard let contact, let fields = arguments["fields"]?.object else {
                throw OperationError(code: "no_person", message: "contact:set: there is nobody to remember this of: this run has no chat")
            }
            guard fields.count <= Self.mostFields else {
                throw OperationError(
                    code: "invalid", message: "contact:set: \(fields.count) fields at once are too many; \(Self.mostFields) are allowed")
            }
            if let zone = fields["timezone"]?.text, CivilTime(identifier: zone) == nil {
                throw OperationError(
                    code: "invalid", message: "contact:set: there is no time zone \"\(zone)\"; write it like \"Africa/Cairo\"")
            }
            batch.contactChanges.append((contact.id, fields))
        case "form.answer":
            guard conversation.entryKind == "form" else { return }
            batch.formAnswer = try formAnswer(arguments)
        case "emit":
            batch.events.append(StoredEvent(
                id: services.ids.next(UpdateSubject.self).text, name: arguments["event"]?.text ?? "", plugin: conversation.plugin,
                contact: contact?.id, fields: arguments["fields"] ?? [:], createdAt: now))
            if arguments["event"]?.text == HumanWanted.name, let contact { batch.incidents.append(humanWanted(contact, arguments["fields"] ?? [:])) }
        case "log":
            services.logger.info(
                "script log",
                metadata: [
                    "plugin": "\(conversation.plugin)", "text": "\(arguments["text"]?.text ?? "")",
                    "fields": "\(arguments["fields"] ?? [:])",
                ])
        case "status":
            let level = arguments["level"]?.text ?? "warn"
            let text = arguments["text"]?.text ?? ""
            services.logger.notice("plugin status", metadata: ["plugin": "\(conversation.plugin)", "level": "\(level)", "text": "\(text)"])
            if level != "ok" {
                batch.incidents.append(services.incident(
                    level == "error" ? .error : .warning, "plugin.status", plugin: conversation.plugin, summary: text, details: arguments))
            }
        default:
            guard let operation = services.registry[call.operation] else { return }
            batch.effects.append(TurnBatch.Effect(
                operation: operation, arguments: arguments, context: Operation.Context(
                    plugin: conversation.plugin, now: now, ids: services.ids, contact: contact?.id, zone: contact?.zone)))
        }
    }

    private mutating func send(_ content: JSON, into batch: inout TurnBatch) throws {
        guard let contact, let number = conversation.number else {
            throw OperationError(code: "no_person", message: "there is nobody to send to: this run has no chat")
        }
        var content = try filled(content, on: number)
        openForm(&content, into: &batch)
        if content["type"]?.text == "reaction", content["message_id"]?.text == nil, let wamid, var object = content.object {
            object["message_id"] = .string(wamid)
            content = .object(object)
        }
        // Without its number it could not be sent; the outbox will say so.
        let messages = try services.numbers[number]?.transport.messages(from: content) ?? OutboundMessage.messages(from: content)
        for message in messages {
            var part = content
            // A long text is several messages, each a row of its own; the first quotes what the whole was to quote.
            // What the transport cannot do is a text in its place.
            if messages.count > 1 || message.type.rawValue != content["type"]?.text ?? "text", case .text(let text, let preview) = message.content {
                var piece: JSONObject = ["type": "text", "text": .string(text)]
                piece["preview_url"] = preview.map(JSON.bool)
                piece["context"] = message.replyTo.map { ["message_id": .string($0)] }
                piece["recipient_identity_key_hash"] = message.identityHash.map(JSON.string)
                part = .object(piece)
            }
            var outgoing = OutgoingMessage(
                id: services.ids.next(), lane: lane, number: number, contact: contact.id, priority: priority, content: part,
                createdAt: now)
            outgoing.conversation = conversation.id
            outgoing.flow = "\(conversation.plugin)/\(conversation.entryName)"
            if joins, let last = batch.outgoing.indices.last, let joined = Self.joined(batch.outgoing[last], outgoing, limit: longestText(on: number)) {
                batch.outgoing[last].content = joined
                if batch.outgoing[last].fallback?["type"]?.text == "template" { batch.outgoing[last].fallback = standIn(for: joined, on: number) }
            } else {
                outgoing.fallback = fallback(for: outgoing, in: batch)
                batch.outgoing.append(outgoing)
            }
        }
    }

    /// Whether the plugin wants consecutive texts of a turn as one message.
    private var joins: Bool { services.catalog.plugin(conversation.plugin)?.declarations.joins ?? false }

    private func longestText(on number: String) -> Int {
        services.numbers[number]?.provider == .twilio ? TwilioNumber.textLimit : Limits.text
    }

    /// Two plain texts to the same person as one, with an empty line between; nil where they cannot be.
    static func joined(_ first: OutgoingMessage, _ second: OutgoingMessage, limit: Int) -> JSON? {
        guard first.kind == .message, first.conversation == second.conversation, first.number == second.number, first.contact == second.contact,
            first.priority == second.priority, let one = first.content.object, let two = second.content.object,
            isPlain(one), isPlain(two, isFirst: false), let start = one["text"]?.text, let end = two["text"]?.text
        else { return nil }
        let text = start + "\n\n" + end
        guard Limits.length(of: text) <= limit else { return nil }
        var joined = one
        joined["text"] = .string(text)
        return .object(joined)
    }

    /// A text with nothing beside it; the first one may quote.
    private static func isPlain(_ content: JSONObject, isFirst: Bool = true) -> Bool {
        guard content["type"]?.text ?? "text" == "text" else { return false }
        return content.keys.allSatisfy { ["type", "text"].contains($0) || isFirst && $0 == "context" }
    }

    /// A template with its values in their places, and with its category, by which the governor goes.
    func filled(_ content: JSON, on number: String) throws -> JSON {
        guard content["type"]?.text == "template" else { return content }
        let (name, language) = (content["name"]?.text ?? "", content["language"]?.text ?? "")
        let definition = services.templates.template(name, language, of: services.numbers[number]?.account)
        var filled = content
        let call = TemplateCall(content)
        do throws(MessageProblem) {
            if let call {
                guard case .template(let template) = try call.message(definition).content else { return content }
                filled = template.script
            } else if let definition, case .template(let template)? = try OutboundMessage.messages(from: content).first?.content {
                try definition.check(template)
            }
        } catch {
            throw OperationError(code: "invalid", message: "chat:\(call == nil ? "send" : "send_template"): \(error)")
        }
        guard let category = category(of: name, definition), var object = filled.object else { return filled }
        object["category"] = .string(category)
        return .object(object)
    }

    /// What Meta's list says; where it is not known, as with Twilio, what the plugin declares.
    private func category(of name: String, _ definition: TemplateDefinition?) -> String? {
        if let category = definition?.category, !category.isEmpty { return category.lowercased() }
        return services.catalog.plugin(conversation.plugin)?.declarations.templates.first { $0.name == name }?.category
    }
}
