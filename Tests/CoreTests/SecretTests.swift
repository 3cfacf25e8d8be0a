// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite struct SecretTests {
    private struct Holder {
        var name = "shop"
        var token = Secret("EAAG-very-secret")
    }

    @Test("a secret is never shown: not printed, not in a dump, not within another value")
    func hides() {
        var dumped = ""
        dump(Holder(), to: &dumped)
        let shown = [
            "\(Secret("EAAG-very-secret"))", String(reflecting: Secret("EAAG-very-secret")), "\(Holder())", String(reflecting: Holder()),
            "\([Secret("EAAG-very-secret")])", dumped,
        ]
        for text in shown { #expect(!text.contains("very-secret"), "\(text)") }
        #expect(shown[0] == "(secret)")
    }

    @Test("a secret gives its value to whoever asks for it, and is compared by it")
    func value() {
        #expect(Secret("a").value == "a")
        #expect(Secret("a") == Secret("a") && Secret("a") != Secret("b"))
        #expect(Secret("").isEmpty && !Secret(" ").isEmpty)
    }
}
