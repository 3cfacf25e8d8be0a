// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

extension ConfigurationReader {
    /// The environment variables that fill what the file leaves out of the first number.
    static let numberVariables = [
        "phone_number_id": "WHATSAPP_PHONE_NUMBER_ID", "access_token": "WHATSAPP_ACCESS_TOKEN",
        "app_secret": "WHATSAPP_APP_SECRET", "verify_token": "WHATSAPP_VERIFY_TOKEN",
    ]

    /// `[[numbers]]`, or one number made of the environment where the file has none.
    static func numbers(_ root: inout ConfigurationTable) -> [Configuration.Number] {
        let sections = root.tables("numbers")
        guard !sections.isEmpty else { return environmentNumbers(root.context) }
        var numbers: [Configuration.Number] = []
        var seen = NumberNames()
        var hasTwilio = false
        for (index, section) in sections.enumerated() {
            var section = section
            let found: Configuration.Number?
            switch provider(&section) {
            case .twilio:
                found = twilioNumber(section, variables: hasTwilio ? [:] : twilioVariables, &seen)
                hasTwilio = true
            case .cloud: found = number(section, provider: .cloud, isFirst: index == 0, &seen)
            case nil: found = number(section, provider: nil, isFirst: index == 0, &seen)
            }
            if let found { numbers.append(found) }
        }
        return numbers
    }

    private static func number(
        _ section: ConfigurationTable, provider: Configuration.Provider?, isFirst: Bool, _ seen: inout NumberNames
    ) -> Configuration.Number? {
        var section = section
        let variables = isFirst ? numberVariables : [:]
        let id = section.requiredText("phone_number_id", else: variables["phone_number_id"])
        let token = section.requiredText("access_token", else: variables["access_token"])
        let secret = section.requiredText("app_secret", else: variables["app_secret"])
        let second = section.text("secondary_app_secret")
        let verify = section.requiredText("verify_token", else: variables["verify_token"])
        let name = section.text("name")
        let account = section.text("business_account_id")
        let url = section.text("graph_url")
        let version = section.text("graph_version")
        let throughput = section.integer("throughput", in: 1...100_000).map { Int($0) }
        let portfolio = section.text("portfolio")
        let (language, plugins) = scope(&section)
        section.finish()
        if let id { seen.take(id, as: "phone_number_id", in: section) }
        if let name { seen.take(name, as: "name", in: section) }
        if secret?.value.allSatisfy(\.isWhitespace) == true {
            section.context.report(secret?.line, "numbers.app_secret is empty: anybody could sign webhooks")
        }
        guard let id, let token, let secret, let verify, let provider else { return nil }
        var number = Configuration.Number(
            name: name?.value ?? id.value, provider: provider, phoneNumberID: id.value,
            businessAccountID: account?.value,
            accessToken: Secret(token.value), appSecret: Secret(secret.value), verifyToken: Secret(verify.value),
            graphURL: url?.value ?? GraphEndpoint.defaultURL,
            graphVersion: version?.value ?? GraphEndpoint.defaultVersion, throughput: throughput,
            portfolio: portfolio?.value ?? "")
        number.otherSecrets = [second].compactMap { $0.map { Secret($0.value) } }
        (number.language, number.plugins) = (language, plugins)
        check(number, [id, token, url, version].compactMap(\.self), section.context)
        return number
    }

    /// In which language a number begins, and which plugins answer on it.
    static func scope(_ section: inout ConfigurationTable) -> (language: String?, plugins: Set<String>?) {
        let language = section.text("language")
        if let language, !isLanguageTag(language.value) {
            section.context.report(
                language.line, "\(language.key): \(language.shown) is not a language: write a tag like \"en\", \"ar\" or \"pt-BR\"")
        }
        let plugins = section.texts("plugins", "a list of plugins, as in plugins = [\"orders\"]")
        return (language?.value, plugins.map { Set($0.map(\.value)) })
    }

    private static func provider(_ section: inout ConfigurationTable) -> Configuration.Provider? {
        guard let found = section.text("provider") else { return section.has("provider") ? nil : .cloud }
        if let provider = Configuration.Provider(rawValue: found.value) { return provider }
        let known = Configuration.Provider.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        section.context.report(found.line, "\(found.key): \(found.shown) is not a provider: there is \(known)")
        return nil
    }

    /// Builds the address that the number will use, to learn now whether it can be built.
    private static func check(
        _ number: Configuration.Number, _ settings: [ConfigurationSetting<String>], _ context: ConfigurationContext
    ) {
        do {
            _ = try GraphEndpoint(
                graphURL: number.graphURL, version: number.graphVersion, phoneNumberID: number.phoneNumberID,
                token: number.accessToken)
        } catch {
            let key = "numbers.\(error.key)"
            let setting = settings.first { $0.key == key }
            var reason = error.description
            if let setting, setting.variable != nil {
                reason = reason.replacing("\"\(setting.value)\"", with: setting.shown)
            }
            context.report(setting?.line, "\(key): \(reason)")
        }
    }

    /// The number of each provider whose variables are set.
    private static func environmentNumbers(_ context: ConfigurationContext) -> [Configuration.Number] {
        var seen = NumberNames()
        let section = ConfigurationTable(
            key: .root.appending("numbers").appending(0), line: nil, members: [:], context: context)
        let cloud = isGiven(numberVariables, context) ? number(section, provider: .cloud, isFirst: true, &seen) : nil
        let twilio = isGiven(twilioVariables, context) ? twilioNumber(section, variables: twilioVariables, &seen) : nil
        return [cloud, twilio].compactMap(\.self)
    }

    /// Whether all of a number's variables are set; only some of them are a problem.
    private static func isGiven(_ variables: [String: String], _ context: ConfigurationContext) -> Bool {
        let names = variables.values.sorted()
        let set = names.filter { context.variable($0) != nil }
        guard let first = set.first else { return false }
        let missing = names.filter { !set.contains($0) }
        if missing.isEmpty { return true }
        context.report(
            nil,
            "the environment variable \(first) is set, but not \(missing.joined(separator: ", ")): a number needs all of them, or a [[numbers]] table"
        )
        return false
    }
}

/// What the numbers so far are called: two of one name could not be told apart.
struct NumberNames {
    private var lines: [String: Int?] = [:]

    mutating func take(_ setting: ConfigurationSetting<String>, as name: String, in section: ConfigurationTable) {
        let entry = "\(name) \(setting.value)"
        if let line = lines[entry] {
            let place = line.map { " (line \($0))" } ?? ""
            section.context.report(
                setting.line, "numbers.\(name): \(setting.shown) belongs to another number already\(place)")
        } else {
            lines[entry] = .some(setting.line)
        }
    }
}
