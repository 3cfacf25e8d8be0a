// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Simulator
internal import Testing

struct WebhookQueueTests {
    private let now = Timestamp(milliseconds: 1_000_000)

    private func webhook(_ id: String, contact: String = "A") -> SimulatedWebhook {
        SimulatedWebhook(number: "1", contact: SimulatedContactID(stored: contact), subject: .message(id: id), body: [:])
    }

    private func name(_ job: WebhookQueue.Job) -> String {
        guard case .message(let id) = job.webhook.subject else { return "?" }
        return id
    }

    @Test("One contact's webhooks go one at a time and in order; contacts do not wait for each other")
    func order() throws {
        var queue = WebhookQueue()
        for id in ["a1", "a2"] { queue.add(webhook(id), due: now) }
        queue.add(webhook("b1", contact: "B"), due: now)
        let first = queue.start(at: now)
        #expect(first.map(name) == ["a1", "b1"])
        let next = try #require(queue.finish(first[0].id, .accepted, now: now).next)
        #expect(name(next) == "a2")
        #expect(queue.finish(next.id, .accepted, now: now).next == nil)
        #expect(!queue.isSettled(at: now))
        _ = queue.finish(first[1].id, .accepted, now: now)
        #expect(queue.isEmpty)
        #expect(queue.isSettled(at: now))
    }

    @Test("What is not yet due waits, and does not hold up what is")
    func due() {
        var queue = WebhookQueue()
        queue.add(webhook("later"), due: now + .seconds(1))
        queue.add(webhook("now"), due: now)
        #expect(queue.start(at: now).map(name) == ["now"])
        #expect(queue.nextDue == now + .seconds(1))
    }

    @Test("While the host cannot be reached, a contact's later webhooks wait behind the first")
    func unreachable() throws {
        var queue = WebhookQueue()
        queue.add(webhook("a1"), due: now)
        queue.add(webhook("a2"), due: now)
        let first = queue.start(at: now)[0]
        #expect(queue.finish(first.id, .unreachable, now: now).next == nil)
        let again = queue.start(at: now)
        #expect(again.map(name) == ["a1"])
        #expect(again[0].attempts == 2)
        _ = queue.finish(first.id, .unreachable, now: now)
        #expect(queue.start(at: now).isEmpty)
        #expect(queue.start(at: now + .seconds(1)).map(name) == ["a1"])
        #expect(queue.finish(first.id, .accepted, now: now).next.map(name) == "a2")
    }

    @Test("A webhook that the host refuses steps aside")
    func refused() {
        var queue = WebhookQueue()
        queue.add(webhook("a1"), due: now)
        queue.add(webhook("a2"), due: now)
        let first = queue.start(at: now)[0]
        #expect(queue.finish(first.id, .refused(status: 500), now: now).next.map(name) == "a2")
    }

    @Test("Attempts become rarer: at once, then 1, 2, 4 seconds and so on, up to an hour")
    func backoff() {
        var queue = WebhookQueue()
        queue.add(webhook("a"), due: now)
        var time = now, waits: [Int64] = []
        for _ in 0..<15 {
            let job = queue.start(at: time)[0]
            _ = queue.finish(job.id, .unreachable, now: time)
            let next = queue.nextDue ?? time
            waits.append((next - time).milliseconds / 1_000)
            time = next
        }
        #expect(waits == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 3_600, 3_600])
    }

    @Test("After 7 days a webhook is given up, and the next of its contact goes on")
    func givenUp() {
        var queue = WebhookQueue()
        queue.add(webhook("a1"), due: now)
        queue.add(webhook("a2"), due: now)
        let job = queue.start(at: now)[0]
        _ = queue.finish(job.id, .unreachable, now: now)
        let end = now + .seconds(7 * 86_400)
        _ = queue.start(at: end)
        let (next, isGivenUp) = queue.finish(job.id, .unreachable, now: end)
        #expect(isGivenUp)
        #expect(next.map(name) == "a2")
    }

    @Test("A thousand contacts are delivered to at once")
    func many() {
        var queue = WebhookQueue()
        for contact in 0..<1_000 { queue.add(webhook("m", contact: "C\(contact)"), due: now) }
        #expect(queue.start(at: now).count == 1_000)
    }
}
