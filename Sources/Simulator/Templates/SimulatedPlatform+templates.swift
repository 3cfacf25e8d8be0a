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

    /// `/WABA_ID/message_templates`: lists, creates and deletes. What is created is approved at once.
    mutating func templates(
        _ request: SimulatorRequest, of number: SimulatedNumber, now: Timestamp
    ) throws(GraphError) -> (GraphResponse, [PlatformAction]) {
        let account = number.businessAccountID
        switch request.method {
        case "GET": return (GraphResponse(body: try list(of: account, request.query)), [])
        case "POST":
            guard let object = (try? JSON(request.body))?.object else { throw .required("name") }
            let id = String(UInt64(bitPattern: ids.seed()) % 9_000_000_000_000_000 + 1_000_000_000_000_000)
            let template = try TemplateRequest(object: object).template(id: id, account: account)
            guard self.template(template.name, template.language, of: account) == nil else {
                throw .template(2_388_024, "Content in this language already exists")
            }
            insert(template)
            let answer: JSON = ["id": .string(id), "status": .string(template.status.name), "category": .string(template.category)]
            return (GraphResponse(body: answer), [report(template, now: now)].compactMap(\.self))
        case "DELETE":
            guard let name = request.query["name"] else { throw .required("name") }
            guard templates.contains(where: { $0.account == account && $0.name == name }) else {
                throw .template(2_593_002, "Message template was not found")
            }
            templates.removeAll { $0.account == account && $0.name == name }
            return (GraphResponse(body: ["success": true]), [])
        default: throw .unknownObject(account, method: request.method)
        }
    }

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
    /// - Returns: nil where there is none.
    package mutating func decide(
        _ name: String, _ language: String?, status: TemplateStatus?, quality: String?, now: Timestamp
    ) -> [PlatformAction]? {
        guard let index = templates.firstIndex(where: { $0.name == name && $0.language == language ?? $0.language }) else { return nil }
        let before = templates[index]
        if let status { templates[index].status = status }
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
                ["event": .string(template.status.name), "reason": "NONE", "message_template_category": .string(template.category)], number, now)
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
