// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

/// A number that is reached through Twilio, with the address at which its statuses are reported.
struct TwilioTransport: Sendable {
    let endpoint: TwilioEndpoint
    let number: TwilioNumber
    private let statusAddress: String

    init(number: String, _ twilio: Configuration.Twilio, address: PublicAddress) throws(TwilioEndpoint.Problem) {
        endpoint = try TwilioEndpoint(
            apiURL: twilio.apiURL, accountSID: twilio.accountSID, token: twilio.authTokens.first ?? Secret(""))
        self.number = TwilioNumber(
            number: number, messagingServiceSID: twilio.messagingServiceSID,
            content: TwilioContent(buttons: twilio.contentButtons, lists: twilio.contentLists, templates: twilio.contentTemplates))
        statusAddress = address.url(of: WebhookPath.twilioStatus)
    }

    /// Twilio has nothing that it gives back with a status, but the address is ours, and its signature covers it.
    func statusCallback(of id: OutgoingID) -> String {
        TwilioWebhook.statusCallback(base: statusAddress, number: number.number, outgoing: id.text)
    }
}
