// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ConfigurationReader {
    /// `[pricing]` with the currency, and `[pricing.PREFIX]` with the prices of one message by category; "default" is every other number.
    static func pricing(_ section: ConfigurationTable) -> Configuration.Pricing {
        var section = section
        var pricing = Configuration.Pricing()
        if let currency = section.text("currency") {
            pricing.currency = currency.value
            if currency.value.count != 3 || !currency.value.allSatisfy({ $0.isASCII && $0.isUppercase }) {
                section.context.report(currency.line, "\(currency.key): \(currency.shown) is not a currency: write a code like \"USD\" (ISO 4217)")
            }
        }
        for (name, _) in section.rest() {
            var table = section.table(name)
            let prefix = name == "default" ? "" : name.filter { $0 != "+" }
            guard prefix.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                section.context.report(
                    table.line, "pricing.\(name) is not the beginning of a phone number: write a country code like [pricing.20], or [pricing.default]")
                continue
            }
            for (category, value) in table.rest() {
                guard let setting = table.resolve(value) else { continue }
                if let price = price(setting.value) {
                    pricing.rates[prefix, default: [:]][category] = price
                } else {
                    section.context.report(value.line, "pricing.\(name).\(category) must be a price like 0.0147, with at most 6 places")
                }
            }
        }
        section.finish()
        return pricing
    }

    private static func price(_ content: ConfigurationValue.Content) -> Int64? {
        let amount: Double?
        switch content {
        case .integer(let whole): amount = Double(whole)
        case .number(let number): amount = number
        case .text(let text): amount = Double(text)
        default: amount = nil
        }
        guard let amount, (0..<1_000_000).contains(amount) else { return nil }
        let millionths = (amount * 1_000_000).rounded()
        return abs(amount * 1_000_000 - millionths) < 1e-3 ? Int64(millionths) : nil
    }
}
