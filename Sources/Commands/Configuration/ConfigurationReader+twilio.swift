// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

extension ConfigurationReader {
    /// The environment variables that fill what the file leaves out of the first number of Twilio's.
    static let twilioVariables = [
        "account_sid": "TWILIO_SID", "auth_token": "TWILIO_AUTH_TOKEN", "number": "TWILIO_WHATSAPP_NUMBER",
    ]

    /// One of `[[numbers]]` with `provider = "twilio"`.
    static func twilioNumber(
        _ section: ConfigurationTable, variables: [String: String], _ seen: inout NumberNames
    ) -> Configuration.Number? {
        var section = section
        let written = section.requiredText("number", else: variables["number"])
        let account = section.requiredText("account_sid", else: variables["account_sid"])
        let token = section.requiredText("auth_token", else: variables["auth_token"])
        let second = section.text("secondary_auth_token")
        let name = section.text("name")
        let service = sid("MG", "messaging_service_sid", &section)
        let url = section.text("api_url")
        let throughput = section.integer("throughput", in: 1...100_000).map { Int($0) }
        let portfolio = section.text("portfolio")
        let buttons = contents("content_buttons", most: Limits.buttons, &section)
        let lists = contents("content_lists", most: Limits.rows, &section)
        let templates = templates(section.table("content_templates"))
        let (language, plugins) = scope(&section)
        section.finish()
        var number: String?
        if let written {
            number = TwilioAddress.number(written.value)
            if number == nil {
                section.context.report(
                    written.line, "\(written.key): \(written.shown) is not a phone number with \"+\" and the country code, like \"+14155238886\"")
            }
            seen.take(written.map { TwilioAddress.number($0) ?? $0 }, as: "number", in: section)
        }
        if let name { seen.take(name, as: "name", in: section) }
        guard let account, let token else { return nil }
        check(url, account, [token, second].compactMap(\.self), section.context)
        guard let number else { return nil }
        let twilio = Configuration.Twilio(
            accountSID: account.value, authTokens: [token, second].compactMap { $0.map { Secret($0.value) } }, messagingServiceSID: service,
            contentButtons: buttons, contentLists: lists, contentTemplates: templates, apiURL: url?.value ?? TwilioEndpoint.defaultURL)
        var found = Configuration.Number(
            name: name?.value ?? number, number: number, twilio: twilio, throughput: throughput, portfolio: portfolio?.value)
        (found.language, found.plugins) = (language, plugins)
        return found
    }

    /// Builds the addresses that the number will use, to learn now whether they can be built.
    private static func check(
        _ url: ConfigurationSetting<String>?, _ account: ConfigurationSetting<String>, _ tokens: [ConfigurationSetting<String>],
        _ context: ConfigurationContext
    ) {
        for token in tokens {
            do {
                _ = try TwilioEndpoint(
                    apiURL: url?.value ?? TwilioEndpoint.defaultURL, accountSID: account.value, token: Secret(token.value))
            } catch {
                let setting = error.key == "auth_token" ? token : [url, account].compactMap(\.self).first { $0.key == "numbers.\(error.key)" }
                var reason = error.description
                if let setting, setting.variable != nil { reason = reason.replacing("\"\(setting.value)\"", with: setting.shown) }
                context.report(setting?.line, "\(setting?.key ?? "numbers.\(error.key)"): \(reason)")
                return
            }
        }
    }

    private static func sid(_ prefix: String, _ name: String, _ section: inout ConfigurationTable) -> String? {
        guard let found = section.text(name) else { return nil }
        return checked(found, prefix, section.context)
    }

    private static func checked(_ found: ConfigurationSetting<String>, _ prefix: String, _ context: ConfigurationContext) -> String? {
        if TwilioEndpoint.isSID(found.value, prefix) { return found.value }
        context.report(found.line, "\(found.key): \(found.shown) is not a SID: it is \(prefix) and 32 hexadecimal digits")
        return nil
    }

    /// Content SIDs in a list: the first is for one choice, the second for two, and so on.
    private static func contents(_ name: String, most: Int, _ section: inout ConfigurationTable) -> [String] {
        guard let member = section.member(name) else { return [] }
        guard case .list(let elements) = member.content else {
            section.wrongType(member, "a list of Content SIDs, as in \(name) = [\"HX...\"]")
            return []
        }
        if elements.count > most { section.context.report(member.line, "\(member.key.name) has \(elements.count) Content SIDs, the limit is \(most)") }
        return elements.compactMap { content($0, section) }
    }

    private static func content(_ value: ConfigurationValue, _ section: ConfigurationTable) -> String? {
        guard let setting = section.resolve(value) else { return nil }
        guard case .text(let text) = setting.value else {
            section.wrongType(value, "text")
            return nil
        }
        return checked(setting.map { _ in text }, "HX", section.context)
    }

    private static func templates(_ section: ConfigurationTable) -> [String: String] {
        var section = section
        let pairs = section.rest().compactMap { member in content(member.value, section).map { (member.name, $0) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
