// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// An error as Meta reports it, in an answer of the Graph API or in a webhook.
///
/// Decide by ``code`` and read ``details``; titles change and HTTP statuses mislead.
/// Source: Meta, "Cloud API error codes".
package struct PlatformError: Error, Hashable, Sendable {
    /// The code of what answered without a readable Graph error: a proxy, or a wrong address.
    package static let unreadable = -1

    package var code: Int
    package var subcode: Int?
    package var title: String?
    package var message: String?
    package var details: String?
    /// Meta's trace id, for its support.
    package var trace: String?

    package init(
        code: Int, subcode: Int? = nil, title: String? = nil, message: String? = nil, details: String? = nil,
        trace: String? = nil
    ) {
        self.code = code
        self.subcode = subcode
        self.title = title
        self.message = message
        self.details = details
        self.trace = trace
    }
}

extension PlatformError: CustomStringConvertible {
    /// One line: the code, what it is, and the details where they say more.
    package var description: String {
        let what = title ?? message ?? ErrorPolicy.rule(for: code)?.meaning ?? "an error without a name"
        guard let details, details != what else { return "\(code) \(what)" }
        return "\(code) \(what): \(details)"
    }
}

extension PlatformError {
    /// Reads a member of `errors[]` in a webhook, or the `error` object of a Graph API answer.
    /// - Returns: nil where it is no object with a code.
    package init?(_ json: JSON) {
        guard case .object(let object) = json, let code = Self.code(object["code"]) else { return nil }
        self.init(
            code: code,
            subcode: Self.code(object["error_subcode"]),
            title: object["title"]?.text ?? object["error_user_title"]?.text,
            message: object["message"]?.text,
            details: object["error_data"]?["details"]?.text ?? object["details"]?.text
                ?? object["error_user_msg"]?.text,
            trace: object["fbtrace_id"]?.text)
    }

    /// Reads a whole Graph API answer, `{"error": {…}}`.
    package init?(answer: JSON) {
        guard let error = answer["error"] else { return nil }
        self.init(error)
    }

    /// The form in which it is stored; ``init(_:)`` reads it.
    package var json: JSON {
        var object: JSONObject = ["code": .integer(Int64(code))]
        object["error_subcode"] = subcode.map { .integer(Int64($0)) }
        object["title"] = title.map(JSON.string)
        object["message"] = message.map(JSON.string)
        object["details"] = details.map(JSON.string)
        object["fbtrace_id"] = trace.map(JSON.string)
        return .object(object)
    }

    private static func code(_ value: JSON?) -> Int? {
        switch value {
        case .string(let text): Int(text)
        case .some(let other): other.int.map(Int.init)
        case nil: nil
        }
    }
}
