// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import WhatsApp

extension SimulatedPlatform {
    package func template(_ name: String, _ language: String, of account: String) -> SimulatedTemplate? {
        templates.first { $0.account == account && $0.name == name && $0.language == language }
    }

    /// An account has this template from now on, in place of one of the same name and language.
    package mutating func insert(_ template: SimulatedTemplate) {
        templates.removeAll { $0.account == template.account && $0.name == template.name && $0.language == template.language }
        templates.append(template)
    }

    /// What the person sees of a template message; nil where the template takes any values.
    func filled(_ content: JSON, from number: SimulatedNumber) throws(GraphError) -> JSON? {
        let (name, language) = (content["name"]?.text ?? "", content["language"]?["code"]?.text ?? "")
        guard let template = template(name, language, of: number.businessAccountID) else {
            throw .templateNotFound(name: name, language: language)
        }
        switch template.status {
        case .paused: throw .templatePaused
        case .disabled: throw .templateDisabled
        default: break
        }
        guard template.status.isSendable else { throw .templateNotFound(name: name, language: language) }
        return try template.definition.map { definition throws(GraphError) in
            try TemplateCheck(definition: definition, components: content["components"]?.elements ?? []).filled()
        }
    }

    /// `/WABA_ID/message_templates`: lists, creates and deletes. What is created is approved at once, unless ``Faults/templateReview`` says otherwise.
    mutating func templates(
        _ request: SimulatorRequest, of number: SimulatedNumber, now: Timestamp
    ) throws(GraphError) -> (GraphResponse, [PlatformAction]) {
        let account = number.businessAccountID
        switch request.method {
        case "GET": return (GraphResponse(body: try list(of: account, request.query)), [])
        case "POST":
            guard let object = (try? JSON(request.body))?.object else { throw .required("name") }
            let id = String(UInt64(bitPattern: ids.seed()) % 9_000_000_000_000_000 + 1_000_000_000_000_000)
            var template = try TemplateRequest(object: object).template(id: id, account: account)
            guard self.template(template.name, template.language, of: account) == nil else {
                throw .template(2_388_024, "Content in this language already exists")
            }
            guard templates.count(where: { $0.account == account }) < rules.mostTemplates else {
                throw .template(2_388_019, "Message template limit exceeded: the account has \(rules.mostTemplates)")
            }
            let actions = review(&template, now: now)
            insert(template)
            let answer: JSON = ["id": .string(id), "status": .string(template.status.name), "category": .string(template.category)]
            return (GraphResponse(body: answer), actions)
        case "DELETE":
            guard let name = request.query["name"] else { throw .required("name") }
            let id = request.query["hsm_id"]
            let deleted = templates.filter { $0.account == account && $0.name == name && $0.id == id ?? $0.id }
            guard !deleted.isEmpty else { throw .template(2_593_002, "Message template was not found") }
            guard !deleted.contains(where: { $0.status == .disabled }) else { throw .parameter("A template that is disabled cannot be deleted") }
            templates.removeAll { $0.account == account && $0.name == name && $0.id == id ?? $0.id }
            return (GraphResponse(body: ["success": true]), [])
        default: throw .unknownObject(account, method: request.method)
        }
    }

    /// `/TEMPLATE_ID`: tells about it, or edits it. How Meta words what it refuses is not documented.
    ///
    /// Source: Meta, "Template management", "Edit templates".
    mutating func template(
        at index: Int, _ request: SimulatorRequest, now: Timestamp
    ) throws(GraphError) -> (GraphResponse, [PlatformAction]) {
        var template = templates[index]
        guard request.method == "POST" else { return (GraphResponse(body: template.member), []) }
        guard let object = (try? JSON(request.body))?.object else { throw .required("components") }
        guard [.approved, .rejected, .paused].contains(template.status) else {
            throw .parameter("Only templates that are APPROVED, REJECTED or PAUSED can be edited: this one is \(template.status.name)")
        }
        let category = object["category"]?.text?.uppercased() ?? template.category
        guard category == template.category || template.status != .approved else { throw .parameter("The category of an approved template cannot be edited") }
        guard object["category"] != nil || object["components"] != nil else { throw .required("components") }
        if template.status == .approved {
            let recent = template.edits.filter { now - $0 < .seconds(30 * 86_400) }
            guard recent.count < Self.editsInMonth, recent.allSatisfy({ now - $0 >= .seconds(86_400) }) else {
                throw .parameter("An approved template can be edited once in 24 hours, and \(Self.editsInMonth) times in 30 days")
            }
            template.edits = recent + [now]
        }
        var whole = template.member.object ?? [:]
        whole["category"] = .string(category)
        whole["components"] = object["components"] ?? .array(template.components ?? [])
        let checked = try TemplateRequest(object: whole).template(id: template.id, account: template.account)
        template.category = checked.category
        template.components = checked.components
        let actions = review(&template, now: now)
        templates[index] = template
        return (GraphResponse(body: ["success": true]), actions)
    }

    /// Edits of an approved template in 30 days.
    private static let editsInMonth = 10

    /// What becomes of a template that was made or edited. Of one that waits nothing is told yet.
    private func review(_ template: inout SimulatedTemplate, now: Timestamp) -> [PlatformAction] {
        template.rejection = nil
        switch faults.templateReview {
        case .approve: template.status = .approved
        case .wait:
            template.status = .pending
            return []
        case .reject:
            template.status = .rejected
            template.rejection = Self.usualRejection
        }
        return [report(template, now: now)].compactMap(\.self)
    }

    private static let usualRejection = "INVALID_FORMAT"

    private func list(of account: String, _ query: [String: String]) throws(GraphError) -> JSON {
        let all = templates.filter { template in
            template.account == account && (query["name"] ?? template.name) == template.name
                && (query["language"] ?? template.language) == template.language
                && (query["status"]?.uppercased() ?? template.status.name) == template.status.name
        }
        let limit = query["limit"].flatMap { Int($0) } ?? 25
        guard limit > 0 else { throw .parameter("Param limit must be greater than 0") }
        let start = query["after"].flatMap { Int($0) } ?? 0
        guard (0...all.count).contains(start) else { throw .parameter("Param after is not a cursor") }
        let page = all.dropFirst(start).prefix(limit)
        var paging: JSONObject = ["cursors": ["before": .string(String(start)), "after": .string(String(start + page.count))]]
        if start + page.count < all.count { paging["next"] = .string("https://graph.facebook.com/\(account)/message_templates?after=\(start + page.count)") }
        return ["data": .array(page.map(\.member)), "paging": .object(paging)]
    }

    /// Meta decides about a template.
    /// - Parameter reason: Why it is rejected, in Meta's word.
    /// - Returns: nil where there is none.
    package mutating func decide(
        _ name: String, _ language: String?, status: TemplateStatus?, quality: String?, reason: String? = nil, now: Timestamp
    ) -> [PlatformAction]? {
        guard let index = templates.firstIndex(where: { $0.name == name && $0.language == language ?? $0.language }) else { return nil }
        let before = templates[index]
        if let status {
            templates[index].status = status
            templates[index].rejection = status == .rejected ? reason ?? Self.usualRejection : nil
        }
        if let quality { templates[index].quality = quality }
        var actions: [PlatformAction] = []
        if status != nil, let action = report(templates[index], now: now) { actions.append(action) }
        if let quality, let number = owner(of: before.account) {
            actions.append(
                webhook(
                    "message_template_quality_update", of: before,
                    ["previous_quality_score": .string(before.quality ?? "UNKNOWN"), "new_quality_score": .string(quality)], number, now))
        }
        return actions
    }

    private func owner(of account: String) -> SimulatedNumber? { numbers.first { $0.businessAccountID == account && $0.twilio == nil } }

    private func report(_ template: SimulatedTemplate, now: Timestamp) -> PlatformAction? {
        owner(of: template.account).map { number in
            webhook(
                "message_template_status_update", of: template,
                ["event": .string(template.status.name), "reason": .string(template.rejection ?? "NONE"), "message_template_category": .string(template.category)], number, now)
        }
    }

    private func webhook(
        _ field: String, of template: SimulatedTemplate, _ value: JSONObject, _ number: SimulatedNumber, _ now: Timestamp
    ) -> PlatformAction {
        var whole: JSONObject = [
            "message_template_id": Int64(template.id).map(JSON.integer) ?? .string(template.id),
            "message_template_name": .string(template.name), "message_template_language": .string(template.language),
        ]
        for (key, part) in value { whole[key] = part }
        let body: JSON = [
            "object": "whatsapp_business_account",
            "entry": [
                [
                    "id": .string(template.account), "time": .integer(now.milliseconds / 1_000),
                    "changes": [["value": .object(whole), "field": .string(field)]],
                ]
            ],
        ]
        return .deliverWebhook(
            SimulatedWebhook(number: number.phoneNumberID, contact: SimulatedContactID(stored: ""), subject: .account, body: body), after: .zero)
    }
}
