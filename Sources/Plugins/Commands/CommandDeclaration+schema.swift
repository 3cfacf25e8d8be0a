// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension CommandDeclaration {
    /// The JSON Schema of its parameters, by which a language model calls it.
    package var schema: JSON {
        var properties: JSONObject = [:]
        for parameter in parameters { properties[parameter.name] = parameter.type.schema }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(parameters.filter { !$0.isOptional }.map { .string($0.name) }), "additionalProperties": false,
        ]
    }
}

extension ParameterType {
    /// As JSON Schema has it.
    fileprivate var schema: JSON {
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
