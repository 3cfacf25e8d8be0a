// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension GraphError {
    /// A parameter has the wrong value: 131009.
    static func invalid(_ details: String) -> GraphError {
        GraphError(code: 131009, title: "Parameter value is not valid", details: details)
    }

    /// A parameter is missing: 131008.
    static func missing(_ details: String) -> GraphError {
        GraphError(code: 131008, title: "Required parameter is missing", details: details)
    }

    /// A parameter that the Graph API itself checks, before WhatsApp looks at the message: 100.
    static func parameter(_ message: String) -> GraphError {
        GraphError(code: 100, title: message)
    }

    static func required(_ name: String) -> GraphError { .parameter("The parameter \(name) is required.") }

    static let invalidToken = GraphError(status: 401, code: 190, title: "Invalid OAuth access token - Cannot parse access token")

    /// The object of the path is unknown, or the token may not see it: 100 with subcode 33.
    static func unknownObject(_ id: String, method: String) -> GraphError {
        var error = GraphError(
            code: 100,
            title: "Unsupported \(method.lowercased()) request. Object with ID '\(id)' does not exist, cannot be loaded due to "
                + "missing permissions, or does not support this operation. Please read the Graph API documentation at "
                + "https://developers.facebook.com/docs/graph-api")
        error.subcode = 33
        error.type = "GraphMethodException"
        return error
    }

    static func unknownPath(_ path: String) -> GraphError {
        GraphError(code: 2500, title: "Unknown path components: \(path)")
    }

    static let pairRate = GraphError(
        code: 131056, title: "(Business Account, Consumer Account) pair rate limit hit",
        details: "Message failed to send because there were too many messages sent from this phone number to the same phone "
            + "number in a short period of time")

    static let throughput = GraphError(
        code: 130429, title: "Rate limit hit", details: "Message failed to send because the Cloud API message throughput has been reached")

    static let windowClosed = GraphError(
        code: 131047, title: "Re-engagement message",
        details: "Message failed to send because more than 24 hours have passed since the customer last replied to this number.")

    static let messagingLimit = GraphError(
        code: 131048, title: "Spam rate limit hit",
        details: "Message failed to send because there are restrictions on how many messages can be sent from this phone number.")

    static let undeliverable = GraphError(
        code: 131026, title: "Message undeliverable",
        details: "Message Undeliverable. The recipient's phone number is not a WhatsApp phone number.")

    /// The error of a code that a fault asks for, with the title and HTTP status that Meta documents for it.
    static func injected(code: Int, status: Int?) -> GraphError {
        let (documented, title) = catalog[code] ?? (400, "An error has occurred")
        var error = GraphError(status: status ?? documented, code: code, title: title, details: title)
        if code == 190 { error.details = nil }
        return error
    }

    private static let catalog: [Int: (Int, String)] = [
        0: (401, "AuthException"), 1: (400, "API Unknown"), 2: (503, "API Service"), 3: (500, "API Method"),
        4: (400, "API Too Many Calls"), 10: (403, "API Permission Denied"), 100: (400, "Invalid parameter"),
        190: (401, "Error validating access token: Session has expired"),
        368: (403, "Temporarily blocked for policies violations"), 80007: (400, "Rate limit issues"),
        130429: (400, "Rate limit hit"), 130472: (400, "User's number is part of an experiment"),
        131000: (500, "Something went wrong"), 131005: (403, "Access denied"), 131008: (400, "Required parameter is missing"),
        131009: (400, "Parameter value is not valid"), 131016: (500, "Service unavailable"),
        131021: (400, "Recipient cannot be sender"), 131026: (400, "Message undeliverable"),
        131031: (403, "Business Account locked"), 131042: (400, "Business eligibility payment issue"),
        131047: (400, "Re-engagement message"), 131048: (400, "Spam rate limit hit"), 131051: (400, "Unsupported message type"),
        131053: (400, "Media upload error"), 131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
        131057: (500, "Account in maintenance mode"), 132001: (404, "Template name does not exist in the translation"),
        132000: (400, "Number of parameters does not match the expected number of params"),
        132005: (400, "Translated text too long"), 132007: (400, "Template format character policy violated"),
        132012: (400, "Parameter format does not match format in the created template"),
        132015: (400, "Template is paused"), 132016: (400, "Template is disabled"),
        132018: (400, "Template parameter format is not valid"), 132068: (400, "Flow is blocked"),
        132069: (400, "Flow is throttled"),
        133004: (503, "Server Temporarily Unavailable"), 133010: (400, "Phone number Not Registered"),
    ]
}
