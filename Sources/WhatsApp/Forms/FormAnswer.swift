// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a form is answered.
///
/// Source: Meta, "Implementing endpoint for Flows", data exchange response.
package enum FormAnswer: Hashable, Sendable {
    case screen(String, data: JSONObject)
    /// The screen stays, with a line that says what is wrong.
    case again(screen: String, message: String, data: JSONObject)
    /// The form closes, and its values come as a message.
    case done(JSONObject)

    package static func health(version: String) -> JSON { ["version": .string(version), "data": ["status": "active"]] }
    package static func acknowledged(version: String) -> JSON { ["version": .string(version), "data": ["acknowledged": true]] }

    package func json(version: String, token: String) -> JSON {
        switch self {
        case .screen(let screen, let data): return ["version": .string(version), "screen": .string(screen), "data": .object(data)]
        case .again(let screen, let message, var data):
            data["error_message"] = .string(message)
            return ["version": .string(version), "screen": .string(screen), "data": .object(data)]
        case .done(var values):
            values["flow_token"] = .string(token)
            return [
                "version": .string(version), "screen": "SUCCESS", "data": ["extension_message_response": ["params": .object(values)]],
            ]
        }
    }
}
