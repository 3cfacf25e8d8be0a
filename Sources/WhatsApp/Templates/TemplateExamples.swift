// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The examples that stand beside the text of a header or a body.
enum TemplateExamples {
    /// By the names of the places.
    static func values(of component: JSON) -> [String: String] {
        let example = component["example"]
        var values: [String: String] = [:]
        for member in (example?["body_text_named_params"] ?? example?["header_text_named_params"])?.elements ?? [] {
            if let name = member["param_name"]?.text { values[name] = member["example"]?.text }
        }
        let list = example?["body_text"] ?? example?["header_text"]
        // Meta takes a list of lists for the body, and gives one back.
        for (index, value) in (list?[0]?.elements ?? list?.elements ?? []).enumerated() { values[String(index + 1)] = value.text }
        return values
    }

    /// Nil where there is nothing to give an example of, or no example.
    static func json(_ values: [(place: String, value: String?)], of type: String, isNamed: Bool) -> JSON? {
        guard values.contains(where: { $0.value != nil }) else { return nil }
        let key = type == "HEADER" ? "header_text" : "body_text"
        if isNamed {
            let members = values.compactMap { place, value in value.map { ["param_name": .string(place), "example": .string($0)] as JSON } }
            return [key + "_named_params": .array(members)]
        }
        let list = JSON.array(values.map { .string($0.value ?? "") })
        return [key: type == "HEADER" ? list : [list]]
    }
}
