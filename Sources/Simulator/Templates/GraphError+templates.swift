// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What Meta says of templates. Source: Meta, "Error codes".
extension GraphError {
    static func templateNotFound(name: String, language: String) -> GraphError {
        GraphError(
            status: 404, code: 132001, title: "Template name does not exist in the translation",
            details: "template name (\(name)) does not exist in \(language)")
    }

    /// Another number of values than places.
    static func templateCount(_ part: String, _ count: Int, expected: Int) -> GraphError {
        GraphError(
            code: 132000, title: "Number of parameters does not match the expected number of params",
            details: "\(part): number of localizable_params (\(count)) does not match the expected number of params (\(expected))")
    }

    /// A value of another kind than its place.
    static func templateFormat(_ details: String) -> GraphError {
        GraphError(code: 132012, title: "Parameter format does not match format in the created template", details: details)
    }

    static func templateButton(_ index: Int, _ type: String) -> GraphError {
        .missing("buttons: Button at index \(index) of type \(type) requires a parameter")
    }

    static let templatePaused = GraphError(
        code: 132015, title: "Template is paused", details: "Template is paused due to low quality so it cannot be sent in a template message.")

    static let templateDisabled = GraphError(
        code: 132016, title: "Template is disabled",
        details: "Template has been paused too many times due to low quality and is now permanently disabled.")

    /// A value of a template has a line break, a tab, or more than four spaces in a row.
    static let templateParameterFormat = GraphError(
        code: 132018, title: "Template parameter format is not valid",
        details: "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")

    /// A template cannot be created: 100 with a subcode.
    static func template(_ subcode: Int, _ title: String) -> GraphError {
        var error = GraphError(code: 100, title: title)
        error.subcode = subcode
        return error
    }
}
