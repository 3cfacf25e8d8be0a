// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension CommandDeclaration {
    /// The JSON Schema of its parameters, by which a language model calls it.
    /// - Parameter key: What a parameter is called there. One that is called otherwise than it is written says so.
    package func schema(calling key: (String) -> String) -> JSON {
        var properties: JSONObject = [:]
        for parameter in parameters {
            let name = key(parameter.name)
            var schema = parameter.type.schema
            if name != parameter.name {
                let hint = schema["description"]?.text.map { ". \($0)" } ?? ""
                schema["description"] = .string("Written <\(parameter.name)>" + hint)
            }
            properties[name] = .object(schema)
        }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(parameters.filter { !$0.isOptional }.map { .string(key($0.name)) }), "additionalProperties": false,
        ]
    }
}

extension ParameterType {
    /// As JSON Schema has it.
    fileprivate var schema: JSONObject {
        switch self {
        case .text, .name: ["type": "string"]
        case .number: ["type": "number"]
        case .integer: ["type": "integer"]
        case .boolean: ["type": "boolean"]
        // What models reckon themselves is often wrong; the words are read by the host, which knows what day it is.
        case .date: ["type": "string", "description": "The date in the person's own words, like \"next friday at 5pm\", or like \"2026-01-19 17:00\"."]
        case .period: ["type": "string", "description": "The time in the person's own words, like \"this week\", or a day like \"2026-01-19\"."]
        case .choice(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        }
    }
}
