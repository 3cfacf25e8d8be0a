// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Simulator

@Suite struct NumberTests {
    @Test("A number tells its messaging limit as Meta writes it", arguments: [(250, "TIER_250"), (2_000, "TIER_2K"), (nil, "TIER_UNLIMITED")] as [(Int?, String)])
    func messagingLimit(limit: Int?, tier: String) throws {
        var rules = PlatformRules.immediate
        rules.messagingLimit = limit
        var stage = try Stage(rules: rules)
        let request = SimulatorRequest(
            method: "GET", path: "/v25.0/106540352242922", query: ["fields": "whatsapp_business_manager_messaging_limit"],
            headers: ["authorization": "Bearer EAAtoken"], body: [])
        let (response, _) = stage.platform.handleGraph(request, now: Timestamp(milliseconds: 0))
        #expect(response.status == 200)
        #expect(response.body["whatsapp_business_manager_messaging_limit"]?.text == tier)
        #expect(response.body["verified_name"] == nil)
    }
}
