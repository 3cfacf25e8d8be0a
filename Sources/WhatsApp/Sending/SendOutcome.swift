// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What one attempt to send came to.
package enum SendOutcome: Hashable, Sendable {
    /// Meta has it and will report its statuses under this id.
    case accepted(wamid: String)
    /// Meta has not sent it, and says why.
    case refused(PlatformError, SendAction)
    /// Nothing was sent: it is safe to send it again.
    case notSent(reason: String)
    /// It may have been sent. Wait for a status with its callback data before sending it again.
    case uncertain(reason: String)
}

extension SendOutcome {
    /// How a request failed that has no answer.
    package enum Failure: Hashable, Sendable {
        /// Before any byte of the request was written: no address, no connection, no TLS.
        case beforeRequest(String)
        /// At any time after: a time-out, a connection closed, an answer cut short.
        case afterRequest(String)
    }

    package static func decide(_ failure: Failure) -> SendOutcome {
        switch failure {
        case .beforeRequest(let reason): .notSent(reason: reason)
        case .afterRequest(let reason): .uncertain(reason: reason)
        }
    }

    /// Reads the Graph API's answer to a message.
    package static func decide(status: Int, body: [UInt8]) -> SendOutcome {
        let answer = try? JSON(body, limits: JSON.Limits(depth: 16, nodes: 10_000))
        return decide(
            status: status, id: answer?["messages"]?[0]?["id"]?.text, error: answer.flatMap(PlatformError.init(answer:)))
    }

    /// What an answer comes to, whoever gave it: with a message's id, with an error, or with neither.
    ///
    /// With neither, 429 and 503 say that the request was not taken, and 502, 504 and the other 5xx leave
    /// it open: the part that answered may have passed the message on. Any other status is not the
    /// platform's own, and nothing was sent.
    static func decide(status: Int, id: String?, error: PlatformError?) -> SendOutcome {
        if (200...299).contains(status) {
            if let id, !id.isEmpty { return .accepted(wamid: id) }
            if let error { return refused(error, status) }
            return .uncertain(reason: "status \(status) without a message id")
        }
        if let error { return refused(error, status) }
        switch status {
        case 429, 503: return .notSent(reason: "status \(status) without an error code")
        case 408, 500...599: return .uncertain(reason: "status \(status) without an error code")
        default:
            let error = PlatformError(code: PlatformError.unreadable, title: "status \(status) without an error code")
            // Something before the platform dislikes this one request; the account may be well.
            if [400, 413, 414, 431].contains(status) { return .refused(error, .never) }
            return refused(error, status)
        }
    }

    private static func refused(_ error: PlatformError, _ status: Int) -> SendOutcome {
        .refused(error, ErrorPolicy.action(for: error, status: status))
    }
}
