// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import Simulator

extension SimulatedNumber {
    /// The account of numbers for which the configuration names none.
    static let account = "200000000000001"

    /// The simulated side of a configured number, which calls the host at its own address.
    init(_ number: Configuration.Number, name: String, host: String) {
        let digits = number.provider == .twilio ? String(number.phoneNumberID.dropFirst()) : "15550100000"
        self.init(
            phoneNumberID: number.phoneNumberID, displayNumber: digits, name: name,
            businessAccountID: number.businessAccountID ?? Self.account, accessToken: number.accessToken, appSecret: number.appSecret,
            webhookURL: host + (number.provider == .twilio ? WebhookPath.twilio : WebhookPath.meta), twilio: number.twilio.map(SimulatedTwilio.init))
    }
}

extension SimulatedTwilio {
    /// An account with the content templates that the configuration names. What an approved template says is not known
    /// here, so its name stands for it.
    init(_ twilio: Configuration.Twilio) {
        self.init(accountSID: twilio.accountSID, authToken: twilio.authTokens.first ?? Secret(""), apiURL: twilio.apiURL)
        for (index, sid) in twilio.contentButtons.enumerated() { content[sid] = .quickReply(index + 1) }
        for (index, sid) in twilio.contentLists.enumerated() { content[sid] = .listPicker(index + 1) }
        for (name, sid) in twilio.contentTemplates { content[sid] = .template("[\(name)]") }
    }
}
