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

    static let all = [meta, twilio, twilioStatus]
}
