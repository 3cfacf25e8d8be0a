// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing

@Suite("A message that fails by a status", .timeLimit(.minutes(10)))
struct StatusFailureTests {
    @Test("was said all the same, and is not taken for one beyond the window")
    func told() async throws {
        let report = try await ScratchFlows.run("chat:say('One.') chat:say('Two.')", "! fail status 131026\n> talk\n< One.\n< Two.\n")
        #expect(report.isSuccess && report.scenes.allSatisfy(\.notes.isEmpty), "\(report.text)")
    }
}
