// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[pricing]`: what the platform charges for one message. Meta's rates are by category and by the country of the person's number.
    package struct Pricing: Hashable, Sendable {
        /// ISO 4217.
        package var currency: String
        /// In millionths of the currency, by the beginning of the phone number ("" for all others) and by category.
        package var rates: [String: [String: Int64]]

        package init(currency: String = "USD", rates: [String: [String: Int64]] = [:]) {
            self.currency = currency
            self.rates = rates
        }

        /// The price of one message; nil where none is configured.
        /// - Parameters:
        ///   - phone: Digits with the country code; nil where the person hides the number.
        ///   - type: What the platform says of it: a type that begins with "free" costs nothing.
        package func price(of category: String, type: String, to phone: String?) -> Int64? {
            if type.hasPrefix("free") { return 0 }
            let fitting = rates.filter { (phone ?? "").hasPrefix($0.key) && $0.value[category] != nil }
            return fitting.max { $0.key.utf8.count < $1.key.utf8.count }?.value[category]
        }
    }
}
