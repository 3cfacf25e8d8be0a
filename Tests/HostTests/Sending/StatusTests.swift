// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Fetch
import Host
import Store
import Synchronization
import Testing

@Suite("Statuses", .timeLimit(.minutes(10)))
struct StatusTests {
    private static let echo = plugin("echo", "bot.flow(\"fallback\", { run = function(chat) chat:say(chat.message.text) end })")

    /// The merged state of the only message.
    private func delivery(_ bot: TestHost) async throws -> JSON? {
        try await bot.lines("SELECT delivery FROM outbox").first.map { try JSON($0) }
    }

    private static let error: JSON = [["code": 131_049, "title": "Not delivered", "message": "healthy ecosystem"]]

    @Test(
        "merge in whatever order they come: the furthest counts",
        arguments: [["sent", "delivered", "read"], ["read", "delivered", "sent"], ["delivered", "sent", "delivered"], ["read"], ["sent", "sent"]])
    func merge(order: [String]) async throws {
        try await withHost(Self.echo) { bot async throws in
            _ = try await bot.say("hello")
            for (index, status) in order.enumerated() {
                _ = await bot.report(Incoming.status(status, of: "wamid.out.1", at: 1_767_603_600 + index))
            }
            let furthest = order.contains("read") ? "read" : order.contains("delivered") ? "delivered" : "sent"
            #expect(try await delivery(bot)?["stage"]?.text == furthest)
            #expect(try await bot.lines("SELECT state FROM outbox") == ["accepted"])
        }
    }

    @Test("that tell of a failure stand beside the others, keep the error, and tell an admin once")
    func failed() async throws {
        try await withHost(Self.echo) { bot async throws in
            _ = try await bot.say("hello")
            _ = await bot.report(Incoming.status("sent", of: "wamid.out.1"), Incoming.status("failed", of: "wamid.out.1", errors: Self.error))
            _ = await bot.report(Incoming.status("delivered", of: "wamid.out.1"), Incoming.status("failed", of: "wamid.out.1", errors: Self.error))
            let state = try #require(try await delivery(bot))
            #expect(state["stage"] == "delivered")
            #expect(state["failed"]?["error"]?["code"] == 131_049)
            #expect(try await bot.lines("SELECT error FROM outbox").first?.contains("131049") == true)
            #expect(try await bot.incidents().map(\.kind) == ["message.failed"])
        }
    }

    @Test("that come before the send's own answer are merged, and the answer takes nothing back")
    func beforeTheAnswer() async throws {
        try await withHost(Self.echo) { bot async throws in
            bot.world.graph.answer { request async throws(FetchError) in
                _ = await bot.report(
                    Incoming.status("sent", of: request.wamid, callback: request.callback),
                    Incoming.status("read", of: request.wamid, callback: request.callback))
                return GraphRecorder.acceptance(of: request)
            }
            #expect(try await bot.say("one") == ["one"])
            #expect(try await delivery(bot)?["stage"] == "read")
            #expect(try await bot.lines("SELECT message_id FROM outbox") == ["wamid.out.1"])
            #expect(try await bot.say("two") == ["two"])
            #expect(bot.world.graph.requests.count == 2)
        }
    }

    @Test("that come before an answer that never comes show that the message was sent: it is not sent again")
    func insteadOfTheAnswer() async throws {
        try await withHost(Self.echo) { bot async throws in
            bot.world.graph.answer { request async throws(FetchError) in
                if request.index > 1 { return GraphRecorder.acceptance(of: request) }
                _ = await bot.report(Incoming.status("sent", of: request.wamid, callback: request.callback))
                throw FetchError(code: .timedOut, message: "no answer", requestWasWritten: true)
            }
            #expect(try await bot.say("one") == [])
            #expect(try await bot.pass(.seconds(600)) == [])
            #expect(bot.world.graph.requests.count == 1)
            #expect(try await bot.lines("SELECT state FROM outbox") == ["accepted"])
            #expect(try await bot.say("two") == ["two"])
        }
    }

    private static let passing: JSON = [["code": 131_000, "title": "Something went wrong"]]

    @Test("that tell of a failure that passes have the message sent again; what comes late of the try that failed changes nothing")
    func again() async throws {
        try await withHost(Self.echo) { bot async throws in
            _ = try await bot.say("hello")
            let first = try #require(bot.world.graph.accepted.first)
            _ = await bot.report(Incoming.status("failed", of: first.wamid, callback: first.callback, errors: Self.passing))
            #expect(try await bot.lines("SELECT state FROM outbox") == ["held"])
            #expect(try await bot.lines("SELECT error FROM outbox").first?.contains("sent again") == true)
            _ = await bot.report(Incoming.status("sent", of: first.wamid, callback: first.callback))
            #expect(try await bot.lines("SELECT state FROM outbox") == ["held"])
            #expect(try await bot.pass(.seconds(1)) == ["hello"])
            #expect(try await bot.lines("SELECT state || ' ' || message_id FROM outbox") == ["accepted wamid.out.2"])
            // The second try fails, too, and then it goes on.
            _ = await bot.report(Incoming.status("failed", of: "wamid.out.2", callback: first.callback, errors: Self.passing))
            _ = await bot.report(Incoming.status("failed", of: first.wamid, callback: first.callback, at: 1_767_603_700, errors: Self.passing))
            #expect(try await bot.pass(.seconds(2)) == ["hello"])
            _ = await bot.report(Incoming.status("delivered", of: "wamid.out.3", callback: first.callback))
            #expect(try await bot.pass(.seconds(600)) == [])
            #expect(try await bot.lines("SELECT state || ' ' || message_id FROM outbox") == ["accepted wamid.out.3"])
        }
    }

    @Test("that tell of a failure have the message sent so often as the configuration says, and no more")
    func mostAttempts() async throws {
        try await withHost(Self.echo, configure: { $0.sending.maxAttempts = 2 }) { bot async throws in
            _ = try await bot.say("hello")
            for index in 1...2 {
                _ = await bot.report(Incoming.status("failed", of: "wamid.out.\(index)", errors: Self.passing))
                try await bot.pass(.seconds(600))
            }
            #expect(bot.world.graph.requests.count == 2)
            #expect(try await bot.lines("SELECT error FROM outbox").first?.contains("tried 2 times") == true)
        }
    }

    @Test("that tell late that it reached the person keep it from being sent again")
    func deliveredAfterAll() async throws {
        try await withHost(Self.echo) { bot async throws in
            _ = try await bot.say("hello")
            _ = await bot.report(Incoming.status("failed", of: "wamid.out.1", errors: Self.passing))
            _ = await bot.report(Incoming.status("delivered", of: "wamid.out.1"))
            #expect(try await bot.pass(.seconds(600)) == [])
            #expect(bot.world.graph.requests.count == 1)
            #expect(try await bot.lines("SELECT state FROM outbox") == ["accepted"])
        }
    }

    @Test("that tell of a failure before the send's own answer have it sent again, too")
    func failedBeforeTheAnswer() async throws {
        try await withHost(Self.echo) { bot async throws in
            bot.world.graph.answer { request async throws(FetchError) in
                if request.index == 1 {
                    _ = await bot.report(Incoming.status("failed", of: request.wamid, callback: request.callback, errors: Self.passing))
                }
                return GraphRecorder.acceptance(of: request)
            }
            _ = try await bot.say("one")
            try await bot.pass(.seconds(1))
            #expect(bot.world.graph.requests.map(\.text) == ["one", "one"])
            #expect(try await bot.lines("SELECT state || ' ' || message_id FROM outbox") == ["accepted wamid.out.2"])
        }
    }

    @Test("that come twice are one, and those of messages that are not ours are stored and change nothing")
    func unknown() async throws {
        try await withHost(Self.echo) { bot async throws in
            _ = try await bot.say("hello")
            #expect(await bot.report(Incoming.status("sent", of: "wamid.out.1")) == .accepted(new: 1))
            #expect(await bot.report(Incoming.status("sent", of: "wamid.out.1")) == .accepted(new: 0))
            #expect(await bot.report(Incoming.status("read", of: "wamid.theirs", callback: "theirs")) == .accepted(new: 1))
            #expect(try await delivery(bot)?["stage"] == "sent")
            #expect(bot.host.receiver.counters.duplicates == 1)
        }
    }
}
