// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing

@Suite("A command with confirm = true", .timeLimit(.minutes(2)))
struct CommandConfirmationTests {
    private static let command = """
        bot.plugin { title = "Desk" }
        bot.command("close", { help = "Closes the desk.", params = { day = "text" }, confirm = true, run = function(chat, args)
          chat:say("Closed on {day}.", args)
        end })
        """

    @Test("asks in the person's language, and runs after a yes only")
    func asks() async throws {
        let flows = try ScratchFlows([
            "desk.lua": Self.command,
            "desk.chat": """
            --- yes
            > close Monday
            < Closes the desk?
              [Yes] [No]
            > [Yes]
            < Closed on Monday.
            --- no
            > close Monday
            < Closes the desk?
              [Yes] [No]
            > perhaps
            < Please answer with yes or no.
              [Yes] [No]
            > no
            < Nothing was done.
            --- in Arabic
            contact: Omar, +201007654321, language ar
            > close Monday
            < Closes the desk?
              [نعم] [لا]
            > لا
            < لم يتم عمل شيء.
            """,
        ])
        let report = try await flows.run()
        #expect(report.isSuccess && report.scenes.count == 3, "\(report.text)")
    }
}
