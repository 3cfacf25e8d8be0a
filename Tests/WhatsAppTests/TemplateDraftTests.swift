// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

/// Templates that somebody writes, before Meta gets them.
struct TemplateDraftTests {
    private static let body = "Hello {{name}}, your order {{number}} is on its way."
    private static let examples = ["name": "Amina", "number": "A-17"]

    private static func draft(
        _ form: TemplateForm, name: String = "order_shipped", language: String = "en", category: String = "utility"
    ) -> TemplateDraft {
        TemplateDraft(name: name, language: language, category: category, components: form.components())
    }

    @Test("texts, buttons and examples become what Meta takes, and nothing is wrong with them")
    func named() {
        let draft = Self.draft(
            TemplateForm(
                header: "Order {{number}}", body: Self.body, footer: "Cement from stock",
                buttons: [.link("Track", url: "https://example.com/{{1}}", example: nil), .call("Call", phone: "+201001234567"), .quickReply("Thanks")],
                examples: Self.examples.merging(["button_1": "A-17"]) { $1 }))
        #expect(draft.problems == [])
        #expect(
            draft.body == [
                "name": "order_shipped", "language": "en", "category": "UTILITY", "parameter_format": "NAMED",
                "components": [
                    [
                        "type": "HEADER", "format": "TEXT", "text": "Order {{number}}",
                        "example": ["header_text_named_params": [["param_name": "number", "example": "A-17"]]],
                    ],
                    [
                        "type": "BODY", "text": .string(Self.body),
                        "example": [
                            "body_text_named_params": [["param_name": "name", "example": "Amina"], ["param_name": "number", "example": "A-17"]]
                        ],
                    ],
                    ["type": "FOOTER", "text": "Cement from stock"],
                    [
                        "type": "BUTTONS",
                        "buttons": [
                            ["type": "URL", "text": "Track", "url": "https://example.com/{{1}}", "example": ["https://example.com/A-17"]],
                            ["type": "PHONE_NUMBER", "text": "Call", "phone_number": "+201001234567"], ["type": "QUICK_REPLY", "text": "Thanks"],
                        ],
                    ],
                ],
            ])
        #expect(draft.definition?.parameters().filter(\.isRequired).map(\.name) == ["number", "name", "button_1"])
    }

    @Test("places by number have their examples in a list, and a header's place is called header")
    func positional() {
        let draft = Self.draft(
            TemplateForm(header: "Order {{1}}", body: "Hello {{1}}, we come on {{2}}.", examples: ["header": "A-17", "1": "Amina", "2": "Monday"]))
        #expect(draft.problems == [])
        #expect(draft.components[0]["example"] == ["header_text": ["A-17"]])
        #expect(draft.components[1]["example"] == ["body_text": [["Amina", "Monday"]]])
        #expect(draft.body["parameter_format"] == "POSITIONAL")
    }

    @Test("a change keeps what it does not name, with the examples that were there")
    func over() {
        let known = Self.draft(TemplateForm(header: "Hi", body: Self.body, footer: "F", buttons: [.quickReply("Yes")], examples: Self.examples)).components
        let changed = TemplateForm(body: "Dear {{name}}, {{number}} is coming today.").components(over: known)
        #expect(changed.map { $0["text"]?.text } == ["Hi", "Dear {{name}}, {{number}} is coming today.", "F", nil])
        #expect(changed[1]["example"] == known[1]["example"])
        #expect(TemplateForm(buttons: []).components(over: known) == Array(known.dropLast()))
        #expect(TemplateForm(examples: ["name": "Omar"]).components(over: known)[1]["example"]?["body_text_named_params"]?[0]?["example"] == "Omar")
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var problem: String
        var draft: TemplateDraft
        var testDescription: String { problem }

        init(_ problem: String, _ draft: TemplateDraft) {
            self.problem = problem
            self.draft = draft
        }

        init(_ problem: String, body: String = TemplateDraftTests.body, header: String? = nil, footer: String? = nil, buttons: [TemplateForm.Button]? = nil, without: String? = nil) {
            var examples = TemplateDraftTests.examples.merging(["1": "a", "2": "b", "3": "c", "header": "h", "other": "o", "Name": "n"]) { $1 }
            if let without { examples[without] = nil }
            self.init(problem, TemplateDraftTests.draft(TemplateForm(header: header, body: body, footer: footer, buttons: buttons, examples: examples)))
        }

        init(_ problem: String, _ component: JSON) {
            let body = TemplateForm(body: "Hello.").components()
            self.init(problem, TemplateDraft(name: "offer", language: "en", category: "marketing", components: body + [component]))
        }
    }

    private static func long(_ count: Int) -> String { String(repeating: "x", count: count) }
    private static let link = TemplateForm.Button.link("See", url: "https://example.com", example: nil)

    static let mistakes: [Mistake] = [
        Mistake("the name \"Order Shipped\" has 1 to 512 lower-case letters, digits and _ alone: write \"order_shipped\"", draft(TemplateForm(body: "Hello."), name: "Order Shipped")),
        Mistake("the name \"\" has 1 to 512 lower-case letters, digits and _ alone: give it one", draft(TemplateForm(body: "Hello."), name: "")),
        Mistake("has 1 to 512 lower-case letters", draft(TemplateForm(body: "Hello."), name: long(513))),
        Mistake("the language \"english\" is none of Meta's codes: write one like \"en\" or \"pt_BR\"", draft(TemplateForm(body: "Hello."), language: "english")),
        Mistake("the language is missing", draft(TemplateForm(body: "Hello."), language: "")),
        Mistake("the category \"utilty\" is unknown: did you mean \"utility\"?", draft(TemplateForm(body: "Hello."), category: "utilty")),
        Mistake("the category is missing: it is one of marketing, utility, authentication", draft(TemplateForm(body: "Hello."), category: "")),
        Mistake("the body has no text: write one, it is the one part that every template has", draft(TemplateForm(header: "Hello"))),
        Mistake("the body has 1025 characters, the limit is 1024: shorten \"xxx", body: long(1_025)),
        Mistake("the header has 61 characters, the limit is 60", header: long(61)),
        Mistake("the header has 2 places (name, other), it may have one: put the others into the body", header: "{{name}} and {{other}}"),
        Mistake("the header has a line break, and is one line", header: "a\nb"),
        Mistake("the footer has 61 characters, the limit is 60", footer: long(61)),
        Mistake("the footer has a place in \"By {{name}}\", and may have none: put it into the body", footer: "By {{name}}"),
        Mistake("the body has the place {{1}}, and others have names", body: "Hello {{name}}, this is {{1}}."),
        Mistake("the header has the place {{1}}, and others have names", header: "Order {{1}}"),
        Mistake("the places of the body are {{2}}, {{1}}: number them from {{1}}", body: "Hello {{2}}, this is {{1}}."),
        Mistake("the places of the body are {{1}}, {{3}}: number them from {{1}}", body: "Hello {{1}}, this is {{3}}."),
        Mistake("the body has the place {{Name}}, and a name has lower-case letters, digits and _ alone", body: "Hello {{Name}}, welcome."),
        Mistake("the body has a brace too few in \"Hello {{name}, {{number}}.\"", body: "Hello {{name}, {{number}}."),
        Mistake("the body has the place {{name}} and no example for it, which Meta's reviewers need: give one (name = \"...\")", without: "name"),
        Mistake("the header has the place {{1}} and no example for it, which Meta's reviewers need: give one (header = \"...\")", body: "Hello.", header: "Order {{1}}", without: "header"),
        Mistake("the body begins with a place, \"{{name}}, hello.\": put a word before it (Meta's 2388299)", body: "{{name}}, hello."),
        Mistake("the body ends with a place, \"…Hello {{name}}\": put a word or a full stop after it (Meta's 2388299)", body: "Hello {{name}}"),
        Mistake("two places stand next to each other in the body", body: "Hello {{name}}{{number}}."),
        Mistake("there are 11 buttons, the limit is 10", buttons: (1...11).map { .quickReply("B\($0)") }),
        Mistake("there are 3 buttons of type URL, the limit is 2", buttons: [link, link, link]),
        Mistake("there are 2 buttons of type PHONE_NUMBER, the limit is 1", buttons: [.call("A", phone: "+1"), .call("B", phone: "+2")]),
        Mistake("there are 2 buttons of type COPY_CODE, the limit is 1", buttons: [.copyCode(example: "A"), .copyCode(example: "B")]),
        Mistake("quick replies and other buttons are mixed: put all quick replies first, or all of them last", buttons: [.quickReply("A"), link, .quickReply("B")]),
        Mistake("button 1 has 26 characters, the limit is 25", buttons: [.quickReply(long(26))]),
        Mistake("button 1 has no text: write its label", buttons: [.quickReply(" ")]),
        Mistake("button 1 opens \"example.com\", which is no address: write one that begins with https://", buttons: [.link("A", url: "example.com", example: nil)]),
        Mistake("the address of button 1 has 2001 characters, the limit is 2000", buttons: [.link("A", url: "https://e.org/" + long(1_987), example: nil)]),
        Mistake("the address of button 1, \"https://e.org/{{1}}/x\", may have one place, at its end", buttons: [.link("A", url: "https://e.org/{{1}}/x", example: "b")]),
        Mistake("the address of button 2 has a place and no example for it: give one (button_2 = \"...\")", buttons: [link, .link("A", url: "https://e.org/{{1}}", example: nil)]),
        Mistake("the number of button 1 has 21 characters, the limit is 20", buttons: [.call("A", phone: "+" + long(20))]),
        Mistake("the example of button 1 has 16 characters, the limit is 15", buttons: [.copyCode(example: long(16))]),
        Mistake("the header is of type IMAGE and has no example", ["type": "HEADER", "format": "IMAGE"]),
        Mistake("the header is of type IMAGE and has no example", ["type": "HEADER", "format": "IMAGE", "example": ["header_handle": ["https://scontent.whatsapp.net/x"]]]),
        Mistake("there are 2 components of type BODY: leave one", ["type": "BODY", "text": "Again."]),
        Mistake("the carousel has 1 cards, it may have 2 to 10", ["type": "CAROUSEL", "cards": [["components": []]]]),
        Mistake(
            "card 2: the body has 161 characters, the limit is 160",
            ["type": "CAROUSEL", "cards": [["components": []], ["components": [["type": "BODY", "text": .string(long(161))]]]]]),
    ]

    @Test("what Meta would refuse is said with the value, the rule and the next step", arguments: mistakes)
    func mistake(_ mistake: Mistake) {
        #expect(mistake.draft.problems.contains { $0.contains(mistake.problem) }, "\(mistake.draft.problems)")
        #expect(mistake.draft.problems.count == 1 || mistake.problem.contains("Hello {{name}, "), "\(mistake.draft.problems)")
    }

    @Test("each limit lets through exactly so much")
    func limits() {
        let most = TemplateForm(
            header: Self.long(60), body: Self.long(1_024), footer: Self.long(60),
            buttons: (1...7).map { .quickReply(String(Self.long(24) + "\($0)")) } + [
                .link(Self.long(25), url: "https://e.org/" + Self.long(1_986), example: nil), Self.link, .call("Call", phone: Self.long(20)),
            ])
        #expect(Self.draft(most, name: Self.long(512)).problems == [])
        #expect(Self.draft(TemplateForm(body: "Hello.", buttons: [.copyCode(example: Self.long(15))]), language: "pt_BR", category: "Marketing").problems == [])
    }

    @Test("a one-time password's template has no words of ours")
    func password() {
        let draft = TemplateDraft(
            name: "login", language: "en", category: "authentication",
            components: [
                ["type": "BODY", "add_security_recommendation": true], ["type": "FOOTER", "code_expiration_minutes": 5],
                ["type": "BUTTONS", "buttons": [["type": "OTP", "otp_type": "COPY_CODE", "text": "Copy"]]],
            ])
        #expect(draft.problems == [])
    }
}
