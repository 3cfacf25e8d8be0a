// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Testing
internal import WhatsApp

struct FormFieldsTests {
    private func pairs(_ text: String) throws -> [String] {
        try FormFields(parsing: Array(text.utf8)).fields.map { $0.name + ":" + $0.value }
    }

    @Test("Names, values, repetitions, empty values and their order are kept")
    func reading() throws {
        #expect(try pairs("") == [])
        #expect(try pairs("a=1&b=&c&a=2&&=x") == ["a:1", "b:", "c:", "a:2", ":x"])
        #expect(try pairs("Body=a%20b+c%26d%3d=e") == ["Body:a b c&d==e"])
        #expect(try pairs("%E2%82%AC=%F0%9F%91%8B") == ["\u{20AC}:\u{1F44B}"])
        #expect(try pairs("a=%FF") == ["a:\u{FFFD}"])
    }

    @Test("A percent sign without two digits is an error with its place", arguments: ["a=%", "a=%4", "a=%zz", "a=%4g"])
    func escapes(text: String) {
        #expect(throws: FormFields.Problem.badEscape(at: 2)) { try FormFields(parsing: Array(text.utf8)) }
    }

    @Test("More fields than any message has are refused")
    func many() {
        let text = String(repeating: "a=1&", count: FormFields.mostFields + 1)
        #expect(throws: FormFields.Problem.tooManyFields(limit: FormFields.mostFields)) { try FormFields(parsing: Array(text.utf8)) }
    }

    @Test("What is written is read again as it was")
    func roundTrip() throws {
        let form = FormFields([("Body", "50% off & more=ü\n\u{1F44B}+"), ("Empty", ""), ("Body", "again")])
        #expect(try FormFields(parsing: form.encoded) == form)
        #expect(form["Body"] == "50% off & more=ü\n\u{1F44B}+" && form["Empty"] == "" && form["None"] == nil)
        #expect(form.values(of: "Body").count == 2)
    }
}
