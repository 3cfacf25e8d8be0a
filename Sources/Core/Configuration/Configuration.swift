// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Everything that config.toml says, as plain values.
///
/// A value of this type is sound: whoever reads the file checks it first. Without a file the defaults stand, with
/// paths relative to the current folder.
package struct Configuration: Hashable, Sendable {
    package var server: Server
    package var database: Database
    package var scripts: Scripts
    /// The numbers that people write to; `moonpost dev` brings one of its own where there is none.
    package var numbers: [Number]
    package var business: Business
    package var sending: Sending
    package var http: HTTP
    /// The language model; nil is none.
    package var ai: AI?
    package var limits: Limits
    package var media: Media
    package var security: Security
    package var pricing: Pricing
    /// What each plugin may do and how it is set, by the plugin's name.
    package var plugins: [String: Plugin]

    package init(
        server: Server = Server(), database: Database = Database(), scripts: Scripts = Scripts(),
        numbers: [Number] = [], business: Business = Business(), sending: Sending = Sending(),
        http: HTTP = HTTP(), ai: AI? = nil, limits: Limits = Limits(), media: Media = Media(), security: Security = Security(),
        pricing: Pricing = Pricing(), plugins: [String: Plugin] = [:]
    ) {
        self.server = server
        self.database = database
        self.scripts = scripts
        self.numbers = numbers
        self.business = business
        self.sending = sending
        self.http = http
        self.ai = ai
        self.limits = limits
        self.media = media
        self.security = security
        self.pricing = pricing
        self.plugins = plugins
    }
}
