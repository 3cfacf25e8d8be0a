// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import WhatsApp

extension SimulatedWebhook {
    /// What is posted where: as Meta does it, or as Twilio does for a number that is reached through it.
    func delivery(for number: SimulatedNumber) -> (url: String, headers: [(name: String, value: String)], body: [UInt8]) {
        if let twilio = number.twilio { return delivery(for: number, twilio) }
        let body = Self.bytes(of: body)
        let headers = [
            (name: "Content-Type", value: "application/json"),
            (name: "User-Agent", value: "facebookexternalua"),
            (name: Signature.headerName, value: Signature.sign(body, secret: number.appSecret)),
        ]
        return (number.webhookURL, headers, body)
    }
}
