// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A request of WhatsApp Flows, decrypted.
///
/// Source: Meta, "Implementing endpoint for Flows", data exchange request.
package struct FormRequest: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        /// Meta looks whether we are there.
        case ping
        /// The form is opened, and wants its first screen.
        case open
        /// Something was filled in.
        case submit
        /// The person went back to a screen that wants fresh data.
        case back
        /// Meta reports that our last answer was of no use to the phone.
        case failure(code: String, message: String)
    }

    package var action: Action
    /// The protocol's version, such as "3.0".
    package var version: String
    package var token: String
    package var screen: String?
    package var data: JSONObject

    /// - Throws: ``FormProblem`` where it has no action that is known.
    package init(_ json: JSON) throws(FormProblem) {
        version = json["version"]?.text ?? "3.0"
        token = json["flow_token"]?.text ?? ""
        screen = json["screen"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        data = json["data"]?.object ?? [:]
        if let code = data["error"]?.text ?? data["error_key"]?.text {
            action = .failure(code: code, message: data["error_message"]?.text ?? "")
            return
        }
        switch json["action"]?.text?.lowercased() {
        case "ping": action = .ping
        case "init": action = .open
        case "data_exchange": action = .submit
        case "back": action = .back
        default: throw FormProblem(reason: "the action \"\(json["action"]?.text ?? "")\" is not known")
        }
    }

    /// As scripts see the action.
    package var word: String {
        switch action {
        case .open: "open"
        case .back: "back"
        case .submit, .ping, .failure: "submit"
        }
    }
}
