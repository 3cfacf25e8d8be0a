// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@testable import Host

@Suite("Numbers at rest") struct NumberVaultTests {
    private let time = Timestamp(milliseconds: 1)

    private var cloud: Configuration.Number {
        var number = World.number
        number.businessAccountID = "102290129340398"
        number.otherSecrets = [Secret("the old secret")]
        number.language = "ar"
        number.plugins = ["orders", "hours"]
        number.throughput = 20
        number.portfolio = "main"
        return number
    }

    private var twilio: Configuration.Number {
        Configuration.Number(
            name: "support", number: "+14155238886",
            twilio: Configuration.Twilio(
                accountSID: "AC" + String(repeating: "1", count: 32), authTokens: [Secret("the token"), Secret("the second token")],
                messagingServiceSID: "MG1", contentButtons: ["HX1", "HX2"], contentLists: ["HX3"], contentTemplates: ["hello": "HX4"]))
    }

    @Test("come back as they were, through Meta and through Twilio")
    func roundTrip() throws {
        let vault = NumberVault([MasterKey()])
        for number in [cloud, twilio, World.number] { #expect(try vault.open(vault.seal(number, at: time)) == number) }
    }

    @Test("show nothing of their secrets, neither in the row nor sealed twice alike")
    func sealed() throws {
        let vault = NumberVault([MasterKey()])
        for number in [cloud, twilio] {
            let row = try vault.seal(number, at: time)
            let shown = row.settings.description + String(decoding: row.secrets, as: UTF8.self)
            let secrets = [number.accessToken, number.appSecret] + number.otherSecrets + (number.twilio?.authTokens ?? [])
            for secret in secrets { #expect(!shown.contains(secret.value)) }
            #expect(try vault.seal(number, at: time).secrets != row.secrets)
        }
    }

    @Test("open with the right key alone, or with the second one while the key is changed")
    func keys() throws {
        let old = MasterKey(), new = MasterKey()
        let row = try NumberVault([old]).seal(cloud, at: time)
        #expect(throws: NumberVault.Locked.self) { try NumberVault([new]).open(row) }
        #expect(throws: NumberVault.Locked.self) { try NumberVault([]).open(row) }
        #expect(throws: NumberVault.Locked.self) { try NumberVault([]).seal(cloud, at: time) }
        #expect(try NumberVault([new, old]).open(row) == cloud)
        let error = #expect(throws: NumberVault.Locked.self) { try NumberVault([new]).open(row) }
        #expect(error?.description.contains("\"shop\"") == true && error?.description.contains("MOONPOST_KEY") == true)
    }

    @Test("do not open in the place of another number")
    func moved() throws {
        let vault = NumberVault([MasterKey()])
        var row = try vault.seal(cloud, at: time)
        row.id = "100200301"
        #expect(throws: NumberVault.Locked.self) { try vault.open(row) }
    }
}
