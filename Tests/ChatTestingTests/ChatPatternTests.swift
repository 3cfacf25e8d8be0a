// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing

@Suite("A pattern")
struct ChatPatternTests {
    @Test(
        "matches what it says, with a star for anything",
        arguments: [
            ("Welcome", "Welcome"), ("Welcome*", "Welcome"), ("Welcome*", "Welcome to us\nWhat can we do?"), ("*", ""),
            ("*Total: *5,000*", "100 x Cement\n*Total: 5,000 INR*"), ("a*b*c", "a-b-b-c"), ("*is due*", "it is due"),
            ("مرحبا*", "مرحبا بك"), ("\\*bold\\*", "*bold*"), ("one\ntwo", "one  \ntwo"), ("C:\\dir", "C:\\dir"), ("\\[Yes]", "[Yes]"),
        ])
    func match(pattern: String, text: String) { #expect(ChatPattern(pattern).matches(text)) }

    @Test(
        "does not match anything else",
        arguments: [
            ("Welcome", "welcome"), ("Welcome", "Welcome!"), ("ab*ba", "aba"), ("a*b*c", "acb"), ("*x*x*", "x"), ("\\*bold\\*", "bold"),
            ("\\*", "x"),
        ])
    func mismatch(pattern: String, text: String) { #expect(!ChatPattern(pattern).matches(text)) }
}
