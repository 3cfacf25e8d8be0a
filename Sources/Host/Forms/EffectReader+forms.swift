// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Plugins
internal import Store
internal import WhatsApp

extension EffectReader {
    /// The form that a message opens, where it names one: `form` is taken out, for Meta does not know it.
    mutating func openForm(_ content: inout JSON, into batch: inout TurnBatch) {
        guard content["type"]?.text == "flow", let name = content["form"]?.text, let token = content["token"]?.text, var object = content.object,
            let contact, let number = conversation.number
        else { return }
        object["form"] = nil as JSON?
        content = .object(object)
        batch.forms.append(OpenForm(
            token: token, name: name, plugin: conversation.plugin, version: conversation.version, contact: contact.id, number: number,
            conversation: conversation.id, createdAt: now))
    }

    /// What the screen of a form has returned.
    func formAnswer(_ arguments: JSON) throws -> FormAnswer {
        func object(_ name: String) throws -> JSONObject {
            guard let value = arguments[name], !value.isNull else { return [:] }
            if let object = value.object { return object }
            // An empty Lua table is an empty list.
            if value.elements?.isEmpty == true { return [:] }
            throw OperationError(code: "invalid", message: "bot.form \"\(conversation.entryName)\": \(name) must be a table with names, and is \(value.typeName)")
        }
        if let done = arguments["done"], !done.isNull { return .done(try object("done")) }
        let screen = arguments["screen"]?.text ?? arguments["current"]?.text
        guard let screen, !screen.isEmpty else {
            throw OperationError(
                code: "invalid", message: "bot.form \"\(conversation.entryName)\": the form was opened, so its function must return { screen = \"...\" }")
        }
        if let message = arguments["error"]?.text { return .again(screen: screen, message: message, data: try object("data")) }
        return .screen(screen, data: try object("data"))
    }
}
