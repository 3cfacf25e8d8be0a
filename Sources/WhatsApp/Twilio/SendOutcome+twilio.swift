// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension SendOutcome {
    /// Reads the answer of `Messages.json`: 201 with the message's SID, else `{"code", "message", "status"}`.
    ///
    /// Source: Twilio, "Twilio API responses".
    package static func decide(twilio status: Int, body: [UInt8]) -> SendOutcome {
        let answer = try? JSON(body, limits: JSON.Limits(depth: 16, nodes: 10_000))
        var error: PlatformError?
        if let code = answer?["code"]?.int ?? answer?["error_code"]?.int {
            let title = TwilioErrorPolicy.rule(for: Int(code))?.meaning
            let message = answer?["message"]?.text ?? answer?["error_message"]?.text
            error = PlatformError(code: Int(code), title: title ?? message, message: message, details: message)
        }
        // One that failed at once has a SID, too.
        let isRefused = ["failed", "undelivered", "canceled"].contains(answer?["status"]?.text)
        return decide(status: status, id: isRefused ? nil : answer?["sid"]?.text, error: error)
    }
}
