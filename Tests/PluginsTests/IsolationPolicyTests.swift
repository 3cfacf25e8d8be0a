// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Plugins

@Suite struct IsolationPolicyTests {
    private typealias Action = IsolationPolicy.Action

    private let start = Timestamp(milliseconds: 1_000_000)

    private func death(_ number: Int) -> IsolationPolicy.Death { IsolationPolicy.Death(worker: 0, generation: number) }

    @Test("the first turn that ends a worker moves its plugin, the next ones find it moved")
    func isolates() {
        var policy = IsolationPolicy()
        #expect(policy.ended(death(1), by: "a", version: "v", at: start) == [.isolate(plugin: "a", .endedWorker)])
        #expect(policy.ended(death(2), by: "a", version: "v", at: start) == [])
        #expect(policy.ended(death(3), by: "b", version: "w", at: start) == [.isolate(plugin: "b", .endedWorker)])
    }

    @Test("a plugin that was quiet for ten minutes goes back; trouble begins the time anew")
    func rejoins() {
        var policy = IsolationPolicy()
        _ = policy.ended(death(1), by: "a", version: "v", at: start)
        #expect(policy.look(at: start + .seconds(599)) == [])
        _ = policy.ended(death(2), by: "a", version: "v", at: start + .seconds(599))
        #expect(policy.look(at: start + .seconds(1_198)) == [])
        #expect(policy.look(at: start + .seconds(1_199)) == [.rejoin(plugin: "a")])
        #expect(policy.look(at: start + .seconds(1_199)) == [])
        #expect(policy.ended(death(3), by: "a", version: "v", at: start + .seconds(9_999)) == [.isolate(plugin: "a", .endedWorker)])
    }

    @Test("three turns within a minute that use up their processor time move their plugin; three in a longer time do not")
    func exhaustion() {
        var policy = IsolationPolicy()
        #expect(policy.exhausted("a", at: start) == [])
        #expect(policy.exhausted("a", at: start + .seconds(40)) == [])
        #expect(policy.exhausted("a", at: start + .seconds(80)) == [])
        #expect(policy.exhausted("a", at: start + .seconds(95)) == [.isolate(plugin: "a", .exhausted(times: 3))])
        #expect(policy.exhausted("a", at: start + .seconds(96)) == [])
        #expect(policy.exhausted("b", at: start + .seconds(96)) == [])
    }

    @Test("so many kills within their time stop the version, and count for nothing afterwards")
    func stops() {
        var policy = IsolationPolicy(IsolationPolicy.Rules(kills: 3, killsWindow: .seconds(60)))
        #expect(policy.ended(death(1), by: "a", version: "v", at: start).count == 1)
        #expect(policy.ended(death(2), by: "a", version: "v", at: start + .seconds(30)) == [])
        // The first one is too long ago by now.
        #expect(policy.ended(death(3), by: "a", version: "v", at: start + .seconds(61)) == [])
        #expect(
            policy.ended(death(4), by: "a", version: "v", at: start + .seconds(62)) == [.stop(plugin: "a", version: "v", kills: 3)])
        #expect(policy.ended(death(5), by: "a", version: "v", at: start + .seconds(63)) == [])
    }

    @Test("each version has kills of its own")
    func versions() {
        var policy = IsolationPolicy(IsolationPolicy.Rules(kills: 2))
        _ = policy.ended(death(1), by: "a", version: "old", at: start)
        #expect(policy.ended(death(2), by: "a", version: "new", at: start) == [])
        #expect(policy.ended(death(3), by: "a", version: "old", at: start) == [.stop(plugin: "a", version: "old", kills: 2)])
        #expect(policy.ended(death(4), by: "a", version: "new", at: start) == [.stop(plugin: "a", version: "new", kills: 2)])
    }

    @Test("one end of a worker counts once, however many turns it met")
    func countsOnce() {
        var policy = IsolationPolicy(IsolationPolicy.Rules(kills: 2))
        _ = policy.ended(death(1), by: "a", version: "v", at: start)
        for _ in 0..<10 { #expect(policy.ended(death(1), by: "a", version: "v", at: start) == []) }
        #expect(policy.ended(death(2), by: "a", version: "v", at: start) == [.stop(plugin: "a", version: "v", kills: 2)])
    }
}
