// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Where the platforms reach this host, below its public address.
package enum WebhookPath {
    /// What Meta calls.
    package static let meta = "/api/webhooks/whatsapp"
    /// What Twilio calls with messages.
    package static let twilio = "/whatsapp/webhook"
    /// What Twilio calls with the statuses of ours.
    package static let twilioStatus = "/whatsapp/status"

    /// Below it the number: what WhatsApp Flows calls.
    package static let forms = "/whatsapp/forms"

    /// Below it the file: what whoever was given a signed address of it opens.
    package static let media = "/media"

    static let all = [meta, twilio, twilioStatus]

    /// Whether what is asked for there proves by a signature or a token that it may be had.
    package static func isSigned(_ path: String) -> Bool {
        all.contains(path) || [forms, media].contains { path.hasPrefix($0 + "/") }
    }
}
