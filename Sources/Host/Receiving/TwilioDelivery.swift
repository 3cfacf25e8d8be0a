// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One POST of Twilio's.
package struct TwilioDelivery: Sendable {
    /// The value of `X-Twilio-Signature`.
    package var signature: String?
    /// Path and query as they stand in the request, still escaped: they are part of what is signed.
    package var target: String
    package var contentType: String?
    package var body: [UInt8]

    package init(signature: String?, target: String, contentType: String?, body: [UInt8]) {
        self.signature = signature
        self.target = target
        self.contentType = contentType
        self.body = body
    }
}
