// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The rules that Meta checks a template against before anybody reads it.
///
/// Source: Meta, "Templates", "Template components", "Template review" (common rejection reasons).
extension TemplateDraft {
    /// Everything that Meta would refuse, each with the value, the rule and the next step; empty where nothing is wrong.
    package var problems: [String] {
        var check = TemplateRules(isPassword: category == "AUTHENTICATION", isNamed: format == .named)
        if !TemplateNaming.isName(name) {
            let fitting = String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }.prefix(Limits.templateName))
            check.report(
                "the name \"\(name)\" has 1 to \(Limits.templateName) lower-case letters, digits and _ alone"
                    + (fitting.isEmpty ? ": give it one" : ": write \"\(fitting)\""))
        }
        if !TemplateNaming.isLanguage(language) {
            check.report(
                language.isEmpty
                    ? "the language is missing: write one of Meta's codes, like \"en\" or \"pt_BR\""
                    : "the language \"\(language)\" is none of Meta's codes: write one like \"en\" or \"pt_BR\"")
        }
        if !Self.categories.contains(category.lowercased()) {
            let hint = NearestName.of(category.lowercased(), among: Self.categories).map { "did you mean \"\($0)\"?" }
                ?? "it is one of \(Self.categories.joined(separator: ", "))"
            check.report(category.isEmpty ? "the category is missing: \(hint)" : "the category \"\(category.lowercased())\" is unknown: \(hint)")
        }
        check.check(components, path: "")
        return check.problems
    }
}
