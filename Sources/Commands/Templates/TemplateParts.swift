// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import WhatsApp

/// What a template is to say: a file, options, or both, of which the options count.
struct TemplateParts: ParsableArguments {
    @Option(
        help: """
            A TOML or JSON file with name, language, category, header, body, footer, buttons and examples; or with "components" in Meta's own form, \
            for what has no option: files in the header, carousels, offers, passwords.
            """,
        completion: .file())
    var file: String?

    @Option(help: "marketing, utility or authentication.")
    var category: String?

    @Option(help: "A header's text, 60 characters at most.")
    var header: String?

    @Option(help: "The text, with places such as {{name}}.")
    var body: String?

    @Option(help: "A line in small print, 60 characters at most.")
    var footer: String?

    @Option(help: "A button: \"Yes\" brings an answer, \"Track=https://example.com/{{1}}\" opens an address, \"Call us=+201001234567\" calls. May be repeated.")
    var button: [String] = []

    @Option(help: "An example of a place, which Meta's reviewers see: name=Amina. Of a place in a button's address: button_1=A-17. May be repeated.")
    var example: [String] = []

    /// What file and options say together.
    func input() throws -> TemplateInput {
        var input = try file.map { try TemplateInput(file: $0) } ?? TemplateInput()
        if let category { input.category = category }
        var form = TemplateForm(header: header, body: body, footer: footer)
        if !button.isEmpty { form.buttons = button.map(Self.button) }
        for pair in example {
            guard let (name, value) = Self.pair(pair) else { throw ValidationError("--example is \"\(pair)\", and is written like name=Amina") }
            form.examples[name] = value
        }
        if input.components != nil, !form.isEmpty {
            throw ValidationError(
                "\(file ?? "the file") has components, and --header, --body, --footer, --button or --example would say the same again: leave out one of the two")
        }
        input.form.header = form.header ?? input.form.header
        input.form.body = form.body ?? input.form.body
        input.form.footer = form.footer ?? input.form.footer
        input.form.buttons = form.buttons ?? input.form.buttons
        input.form.examples.merge(form.examples) { _, given in given }
        return input
    }

    /// "Yes", "Track=https://…", "Call us=+20…"
    static func button(_ text: String) -> TemplateForm.Button {
        guard let (title, target) = pair(text) else { return .quickReply(text) }
        if target.hasPrefix("http://") || target.hasPrefix("https://") { return .link(title, url: target, example: nil) }
        return target.hasPrefix("+") ? .call(title, phone: target) : .quickReply(text)
    }

    private static func pair(_ text: String) -> (String, String)? {
        guard let sign = text.firstIndex(of: "="), sign > text.startIndex else { return nil }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
}
