// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Testing

@testable import Host

@Suite("Metrics", .timeLimit(.minutes(10)))
struct MetricsTests {
    private static let echo = plugin("echo", "bot.flow('fallback', { run = function(chat) chat:say(chat.message.text) end })")

    @Test("count what came, what was sent and what waits, and show an open breaker")
    func counts() async throws {
        try await withHost(Self.echo) { bot async throws in
            _ = try await bot.say("one")
            bot.world.graph.answer { _ throws(FetchError) in GraphRecorder.refusal(code: 131000, status: 500) }
            for index in 1...6 { _ = try await bot.say("more", from: Person.number(index)) }
            let text = Metric.text(try await bot.host.metrics())
            let lines = Set(text.split(separator: "\n").map(String.init))
            let number = World.number.name
            for line in [
                "# TYPE moonpost_webhooks_total counter", "moonpost_webhooks_total 7", "moonpost_updates_total 7", "moonpost_inbox_waiting 0",
                "moonpost_sends_total{number=\"\(number)\",outcome=\"accepted\"} 1",
                "moonpost_sends_total{number=\"\(number)\",outcome=\"refused\"} 5",
                "moonpost_outbox_waiting{number=\"\(number)\",state=\"held\"} 6",
                "moonpost_circuit_state{kind=\"number\",name=\"\(number)\"} 2",
                "moonpost_incidents{kind=\"number.circuit_open\",level=\"warning\"} 1", "moonpost_plugins 1",
            ] { #expect(lines.contains(line), "\(line) is not in:\n\(text)") }
        }
    }

    @Test("write what breaks lines and quotes as Prometheus reads it")
    func escaping() {
        let metric = Metric("m", .gauge, "a\nb\\c", [Metric.Sample(labels: [Metric.Label(name: "n", value: "x\"y\\z\nw")], value: 3)])
        #expect(Metric.text([metric]) == "# HELP m a\\nb\\\\c\n# TYPE m gauge\nm{n=\"x\\\"y\\\\z\\nw\"} 3\n")
    }
}
