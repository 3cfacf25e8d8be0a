// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// What an edit of a template sends. Source: Meta, "Template management", "Edit templates".
struct TemplateChange {
    /// Meta's id of the template.
    var id: String
    /// Nil: stays.
    var category: String?
    /// All of them, as Meta replaces them all; nil: they stay.
    var components: [JSON]?

    /// - Throws: ``CommandFailure`` with everything for which Meta would refuse it.
    init(_ input: TemplateInput, of known: TemplateDefinition, _ json: JSON) throws {
        let subject = "\(known.name) (\(known.language))"
        guard let id = known.id else { throw CommandFailure("Meta has told no id of \(subject), so it cannot be edited here") }
        self.id = id
        if let name = input.name, name != known.name {
            throw CommandFailure("the file is of \"\(name)\": the name of a template cannot be changed; make another with `moonpost template create`")
        }
        guard [.approved, .rejected, .paused].contains(known.status) else {
            throw CommandFailure(
                "\(subject) is \(known.status.name), and Meta lets nobody edit one that is not APPROVED, REJECTED or PAUSED: wait until it is")
        }
        let wanted = input.category?.uppercased()
        category = wanted == known.category ? nil : wanted
        if let category, known.status == .approved {
            throw CommandFailure(
                "\(subject) is approved as \(known.category), and the category of an approved template cannot be edited: make another for \(category)")
        }
        let before = json["components"]?.elements ?? []
        if input.components != nil || !input.form.isEmpty { components = input.components ?? input.form.components(over: before) }
        guard components != nil || category != nil || !input.options.isEmpty else {
            throw CommandFailure("nothing is to be changed: give --body, --header, --footer, --button, --example, --category or --file")
        }
        let draft = TemplateDraft(
            name: known.name, language: known.language, category: category ?? known.category, format: input.format, components: components ?? before)
        var problems = components == nil ? draft.problems.filter { $0.hasPrefix("the category") } : draft.problems
        if components != nil, draft.format != known.format, !draft.places.isEmpty, !known.parameters().isEmpty {
            problems.append(
                "the places of \(subject) have \(known.format == .named ? "names" : "numbers"), which an edit cannot change: write them "
                    + (known.format == .named ? "like {{name}}" : "like {{1}}") + ", or make another template")
        }
        try TemplateCreateCommand.require(problems)
    }
}

extension TemplateInput {
    /// What of a template is given, for the audit log.
    var partNames: [String] {
        if components != nil { return ["components"] }
        let given: [(String, Bool)] = [
            ("header", form.header != nil), ("body", form.body != nil), ("footer", form.footer != nil), ("buttons", form.buttons != nil),
            ("examples", !form.examples.isEmpty), ("category", category != nil),
        ]
        return given.filter(\.1).map(\.0) + options.keys
    }
}
