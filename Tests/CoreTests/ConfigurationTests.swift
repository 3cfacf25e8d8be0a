// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite struct ConfigurationTests {
    @Test("a plugin is granted what its table lists, and nothing where it has none")
    func grants() {
        let configuration = Configuration(plugins: ["order": ["grant": ["orders", "http"], "currency": "EGP"], "menu": ["currency": "EGP"]])
        #expect(configuration.grants(of: "order") == ["orders", "http"])
        #expect(configuration.grants(of: "menu").isEmpty)
        #expect(configuration.grants(of: "unknown").isEmpty)
    }
}
