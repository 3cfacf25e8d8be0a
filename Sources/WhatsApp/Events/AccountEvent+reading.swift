// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension AccountEvent {
    /// Reads the value of a field that tells of the account.
    ///
    /// Source: Meta, the webhook reference of each field.
    /// - Returns: nil where the field is none of these, or the value has not its shape.
    init?(field: String, value: JSONObject) {
        let event: AccountEvent? =
            switch field {
            case "account_update": Self.account(value)
            case "account_alerts": Self.alert(value)
            case "account_review_update": Self.review(value)
            case "business_capability_update": Self.capability(value)
            case "business_status_update": Self.businessStatus(value)
            case "phone_number_quality_update": Self.quality(value)
            case "phone_number_name_update": Self.name(value)
            case "security": Self.security(value)
            case "flows": Self.flow(value)
            case "account_settings_update": Self.settings(value)
            case "payment_configuration_update": Self.payments(value)
            case "partner_solutions": Self.solution(value)
            default: nil
            }
        guard let event else { return nil }
        self = event
    }

    private static func account(_ value: JSONObject) -> AccountEvent? {
        guard let event = value["event"]?.text else { return nil }
        var severity = Severity.information, change = Change.nothing
        var details: [String] = []
        switch event {
        case "DISABLED_UPDATE":
            let state = value["ban_info"]?["waba_ban_state"]?.text
            details = [state].compactMap(\.self)
            switch state {
            case "REINSTATE": (severity, change) = (.information, .restored)
            case "SCHEDULE_FOR_DISABLE": severity = .critical
            default: (severity, change) = (.critical, .blocked)
            }
        // Whose app it was, the operator knows.
        case "PARTNER_APP_UNINSTALLED": severity = .critical
        case "ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED", "PARTNER_REMOVED":
            (severity, change) = (.critical, .blocked)
            details = [value["disconnection_info"]?["reason"]?.text].compactMap(\.self)
        case "ACCOUNT_RECONNECTED": change = .restored
        case "ACCOUNT_RESTRICTION":
            severity = .critical
            let restrictions = value["restriction_info"]?.elements ?? []
            let types = restrictions.compactMap { $0["restriction_type"]?.text }
            let ends = restrictions.compactMap { MetaTime.read($0["expiration"]) }
            change = .restricted(types, until: ends.max { $0.milliseconds < $1.milliseconds })
            details = types
        case "ACCOUNT_VIOLATION":
            severity = .warning
            details = [value["violation_info"]?["violation_type"]?.text].compactMap(\.self)
        default: break
        }
        let account = value["waba_info"]?["waba_id"]?.text
        return AccountEvent(
            field: "account_update", event: event, severity: severity, change: change, subject: account,
            summary: ([words("The account", event)] + details).joined(separator: ": "), raw: .object(value))
    }

    private static func alert(_ value: JSONObject) -> AccountEvent? {
        // The details stand in an object of their own since 2025, and directly in the value before.
        let alert = value["alert_info"]?.object ?? value
        guard let type = alert["alert_type"]?.text else { return nil }
        let severity: Severity =
            switch alert["alert_severity"]?.text {
            case "CRITICAL": .critical
            case "WARNING": .warning
            default: .information
            }
        return AccountEvent(
            field: "account_alerts", event: type, severity: severity,
            subject: value["entity_id"].flatMap { $0.text ?? $0.int.map(String.init) },
            summary: filled(alert["alert_description"]) ?? words("An alert", type), raw: .object(value))
    }

    private static func review(_ value: JSONObject) -> AccountEvent? {
        guard let decision = value["decision"]?.text else { return nil }
        return AccountEvent(
            field: "account_review_update", event: decision, severity: decision == "REJECTED" ? .critical : .information,
            summary: words("The review of the account", decision), raw: .object(value))
    }

    private static func capability(_ value: JSONObject) -> AccountEvent? {
        let phones = value["max_phone_numbers_per_business"]?.int ?? value["max_phone_numbers_per_waba"]?.int
        let tier = value["max_daily_conversations_per_business"]?.text
        let people = value["max_daily_conversation_per_phone"]?.int ?? value["max_daily_conversations_per_business"]?.int
        guard tier != nil || people != nil || phones != nil, tier != "" else { return nil }
        let limit = tier ?? people.map { $0 < 0 ? "TIER_UNLIMITED" : "TIER_\($0)" }
        return AccountEvent(
            field: "business_capability_update", event: "CAPABILITY", severity: .information,
            change: limit.map(Change.messagingLimit) ?? .nothing,
            summary: [limit.map { "people to write to in 24 hours: \($0)" }, phones.map { "numbers: \($0)" }]
                .compactMap(\.self).joined(separator: ", "), raw: .object(value))
    }

    private static func businessStatus(_ value: JSONObject) -> AccountEvent? {
        guard let event = value["event"]?.text else { return nil }
        return AccountEvent(
            field: "business_status_update", event: event, severity: .warning,
            subject: value["business_id"].flatMap { $0.text ?? $0.int.map(String.init) },
            summary: words("The business", event), raw: .object(value))
    }

    private static func quality(_ value: JSONObject) -> AccountEvent? {
        guard let event = value["event"]?.text else { return nil }
        let limit = value["max_daily_conversations_per_business"]?.text ?? value["current_limit"]?.text
        let isBad = event == "FLAGGED" || event == "DOWNGRADE"
        let number = value["display_phone_number"]?.text
        return AccountEvent(
            field: "phone_number_quality_update", event: event, severity: isBad ? .warning : .information,
            change: limit.map(Change.messagingLimit) ?? .nothing, subject: number,
            summary: words("The number \(number ?? "")", event) + (limit.map { ": \($0)" } ?? ""), raw: .object(value))
    }

    private static func name(_ value: JSONObject) -> AccountEvent? {
        guard let decision = value["decision"]?.text else { return nil }
        let name = value["requested_verified_name"]?.text ?? ""
        let reason = value["rejection_reason"]?.text.flatMap { $0 == "NONE" || $0.isEmpty ? nil : ": " + $0 } ?? ""
        return AccountEvent(
            field: "phone_number_name_update", event: decision, severity: decision == "REJECTED" ? .warning : .information,
            subject: value["display_phone_number"]?.text,
            summary: words("The display name \"\(name)\"", decision) + reason, raw: .object(value))
    }

    private static func security(_ value: JSONObject) -> AccountEvent? {
        guard let event = value["event"]?.text else { return nil }
        let number = value["display_phone_number"]?.text
        return AccountEvent(
            field: "security", event: event, severity: event == "PIN_RESET_SUCCESS" ? .critical : .warning, subject: number,
            summary: words("The two-step verification of \(number ?? "a number")", event), raw: .object(value))
    }

    private static func flow(_ value: JSONObject) -> AccountEvent? {
        guard let event = value["event"]?.text else { return nil }
        let id = value["flow_id"].flatMap { $0.text ?? $0.int.map(String.init) }
        let state = value["new_status"]?.text
        var severity = value["alert_state"]?.text == "ACTIVATED" ? Severity.warning : .information
        if state == "THROTTLED" || state == "BLOCKED" { severity = .critical }
        return AccountEvent(
            field: "flows", event: event, severity: severity, subject: id,
            summary: filled(value["message"])
                ?? words("The WhatsApp Flow \(id ?? "")", event) + (state.map { ": \($0)" } ?? ""),
            raw: .object(value))
    }

    private static func settings(_ value: JSONObject) -> AccountEvent? {
        guard let type = value["type"]?.text else { return nil }
        let settings = value["phone_number_settings"]?.object
        let changed = (settings?.keys ?? []).filter { $0 != "phone_number_id" && settings?[$0] != .null }
        return AccountEvent(
            field: "account_settings_update", event: type, severity: .information, subject: settings?["phone_number_id"]?.text,
            summary: words("The settings of a number", changed.isEmpty ? type : changed.joined(separator: ", ")), raw: .object(value))
    }

    private static func payments(_ value: JSONObject) -> AccountEvent? {
        guard let status = value["status"]?.text else { return nil }
        let name = value["configuration_name"]?.text
        return AccountEvent(
            field: "payment_configuration_update", event: status, severity: status.lowercased() == "active" ? .information : .warning,
            subject: name, summary: words("The payment configuration \"\(name ?? "")\"", status), raw: .object(value))
    }

    private static func solution(_ value: JSONObject) -> AccountEvent? {
        guard let event = value["event"]?.text else { return nil }
        let id = value["solution_id"].flatMap { $0.text ?? $0.int.map(String.init) }
        let status = value["solution_status"]?.text
        return AccountEvent(
            field: "partner_solutions", event: event, severity: status == "DEACTIVATED" ? .warning : .information, subject: id,
            summary: words("The partner solution \(id ?? "")", event) + (status.map { ": \($0)" } ?? ""), raw: .object(value))
    }

    /// A text with something in it.
    private static func filled(_ value: JSON?) -> String? {
        value?.text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    /// "The account: partner app installed", from "PARTNER_APP_INSTALLED".
    private static func words(_ subject: String, _ event: String) -> String {
        subject + ": " + event.lowercased().split(separator: "_").joined(separator: " ")
    }
}
