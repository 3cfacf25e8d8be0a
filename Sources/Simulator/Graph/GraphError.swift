// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// An error as the Graph API reports it, in an answer or in a status webhook.
///
/// Source: Meta, "Error codes" of the Cloud API.
package struct GraphError: Error, Hashable, Sendable {
    /// The HTTP status of an answer that carries it.
    package var status: Int
    package var code: Int
    package var subcode: Int?
    package var type = "OAuthException"
    /// The short text that Meta gives the code; a status webhook shows it alone, an answer behind "(#code)".
    package var title: String
    /// What exactly is wrong, in `error_data.details`.
    package var details: String?

    package init(status: Int = 400, code: Int, title: String, details: String? = nil) {
        self.status = status
        self.code = code
        self.title = title
        self.details = details
    }

    /// The body of an answer.
    func body(trace: String) -> JSON {
        var error: JSONObject = [
            "message": .string(code == 190 || subcode != nil ? title : "(#\(code)) \(title)"),
            "type": .string(type),
            "code": .integer(Int64(code)),
        ]
        if let subcode { error["error_subcode"] = .integer(Int64(subcode)) }
        if let details { error["error_data"] = ["messaging_product": "whatsapp", "details": .string(details)] }
        error["fbtrace_id"] = .string(trace)
        return ["error": .object(error)]
    }

    /// An entry of `errors` in a status webhook.
    var statusEntry: JSON {
        [
            "code": .integer(Int64(code)),
            "title": .string(title),
            "message": .string(title),
            "error_data": ["details": .string(details ?? title)],
            "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
        ]
    }
}
