// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Plugins

/// What scripts and the journal get of an answer, or of there being none.
enum HTTPAnswer {
    /// `status`, `headers` with names in small letters, and `text`.
    static func json(_ response: FetchResponse) -> JSON {
        var headers: JSONObject = [:]
        for (name, value) in response.headers {
            let name = name.lowercased()
            let before = headers[name]?.text
            headers[name] = .string(before.map { "\($0), \(value)" } ?? value)
        }
        return [
            "status": .integer(Int64(response.status)), "headers": .object(headers),
            "text": .string(text(response.body, type: response.header("content-type") ?? "")),
        ]
    }

    /// Bytes that are no UTF-8 become U+FFFD, unless the answer says that it is Latin-1.
    private static func text(_ body: [UInt8], type: String) -> String {
        let type = type.lowercased()
        if type.contains("charset=iso-8859-1") || type.contains("charset=latin1") {
            return String(String.UnicodeScalarView(body.map { Unicode.Scalar($0) }))
        }
        return String(decoding: body, as: UTF8.self)
    }

    /// For the script; nil where the host itself cannot go on.
    static func error(_ error: FetchError, calling method: String, _ address: WebAddress) -> OperationError? {
        let (code, isRetryable): (String, Bool)
        switch error.code {
        case .invalidRequest: (code, isRetryable) = ("invalid_request", false)
        case .unresolved: (code, isRetryable) = ("unresolved", true)
        case .unreachable: (code, isRetryable) = ("unreachable", true)
        case .untrusted: (code, isRetryable) = ("untrusted", false)
        case .timedOut: (code, isRetryable) = ("timed_out", true)
        case .broken: (code, isRetryable) = ("broken", true)
        case .tooLarge: (code, isRetryable) = ("too_large", false)
        case .failed: (code, isRetryable) = ("failed", true)
        case .forbidden: (code, isRetryable) = ("forbidden", false)
        case .badRedirect: (code, isRetryable) = ("bad_redirect", false)
        case .notGranted: return OperationError(code: "not_granted", message: error.message)
        case .cancelled, .shutDown: return nil
        }
        return OperationError(code: code, message: "\(method) \(address.origin): \(error.message)", isRetryable: isRetryable)
    }

    /// Whether the other side is the reason: what a circuit breaker counts. nil says nothing about it.
    static func isFailure(_ error: FetchError) -> Bool? {
        switch error.code {
        case .unresolved, .unreachable, .untrusted, .timedOut, .broken: true
        case .tooLarge, .badRedirect: false
        case .invalidRequest, .failed, .forbidden, .notGranted, .cancelled, .shutDown: nil
        }
    }

    /// Answers by which a server, or what stands before it, says that it is down (RFC 9110, section 15.6).
    static func isFailure(_ response: FetchResponse) -> Bool { [502, 503, 504].contains(response.status) }
}
