// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing

@Suite("Quick messages of one person", .timeLimit(.minutes(10)))
struct CoalescingTests {
    private let flow = """
        bot.plugin { title = "Talk", coalesce = "2 seconds" }
        bot.flow("fallback", { run = function(chat)
          chat:say("[" .. chat.message.text .. "]")
          local answer = chat:ask("more?")
          chat:say("(" .. answer .. ")")
        end })
        """

    private func play(_ chat: String, _ flow: String? = nil) async throws -> ChatReport {
        try await ScratchFlows(["talk.lua": flow ?? self.flow, "talk.chat": chat]).run()
    }

    @Test("are taken together, at the beginning and as an answer, with a line each")
    func joined() async throws {
        let report = try await play(
            """
            > hello
            > I want
            > two bags
            < [hello
              I want
              two bags]
            < more?
            > yes
            > please
            < (yes
              please)
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("that come later than that are messages of their own; a plugin that does not ask for it does not wait")
    func apart() async throws {
        let report = try await play(
            """
            > hello
            < [hello]
            < more?
            > yes
            ~ 3 seconds
            < (yes)
            > again
            < [again]
            < more?
            """)
        #expect(report.isSuccess, "\(report.text)")
        let plain = try await play(
            """
            > one
            > two
            < [one]
            < more?
            < (two)
            """, flow.replacing(", coalesce = \"2 seconds\"", with: ""))
        #expect(plain.isSuccess, "\(plain.text)")
    }

    @Test("survive a crash while more is waited for, and are taken once")
    func crash() async throws {
        let report = try await play(
            """
            > hello
            > there
            ! crash
            < [hello
              there]
            < more?
            > yes
            ! restart
            > please
            < (yes
              please)
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("end where a word means something by itself, or where something is no text")
    func words() async throws {
        let report = try await play(
            """
            > hello
            > there
            < [hello
              there]
            < more?
            > one
            > cancel
            < (one)
            < *
            """)
        #expect(report.isSuccess, "\(report.text)")
    }
}
