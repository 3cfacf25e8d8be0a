// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Store

extension BotHost {
    /// What the host measures of itself, for Prometheus and the like.
    package func metrics() async throws -> [Metric] {
        let (outbox, inbox, incidents) = try await dependencies.database.read { connection in
            (try OutboxRepository.waiting(in: connection), try InboxRepository.waiting(in: connection), try IncidentRepository.counts(in: connection))
        }
        let counters = receiver.counters
        return [
            Metric("moonpost_webhooks_total", .counter, "Webhooks that were taken.", counters.webhooks),
            Metric("moonpost_webhooks_unauthorized_total", .counter, "Webhooks with a wrong signature, which were refused.", counters.unauthorized),
            Metric(
                "moonpost_requests_limited_total", .counter, "Requests that were answered 429: their address asks too much.",
                addresses?.limited ?? 0),
            Metric("moonpost_updates_total", .counter, "Messages, statuses and others that webhooks brought.", counters.updates),
            Metric("moonpost_updates_duplicate_total", .counter, "Updates that had been there before.", counters.duplicates),
            Metric("moonpost_updates_malformed_total", .counter, "Updates that could not be read; they are kept.", counters.malformed),
            Metric("moonpost_updates_unrouted_total", .counter, "Updates of numbers that are not configured.", counters.unrouted),
            Metric("moonpost_under_way", .gauge, "Turns, messages and events that are being worked on.", activity.count),
            Metric("moonpost_inbox_waiting", .gauge, "Updates that wait for their turn.", inbox),
            Metric(
                "moonpost_outbox_waiting", .gauge, "Messages that wait to be sent, by number and state.",
                outbox.map { sample([("number", name($0.number)), ("state", $0.state)], $0.count) }),
            Metric(
                "moonpost_sends_total", .counter, "Requests to send, by number and what came of them.",
                sender.counters.all.map { sample([("number", name($0.key.number)), ("outcome", $0.key.outcome)], $0.value) }.inOrder),
            Metric(
                "moonpost_circuit_state", .gauge, "Circuit breakers that have something to remember: 0 is closed, 1 half open, 2 open.",
                states(sender.breakers.known) { [("kind", "number"), ("name", self.name($0))] }
                    + states(http.breakers.known) { [("kind", "http"), ("name", $0.host), ("plugin", $0.plugin)] }),
            Metric(
                "moonpost_incidents", .gauge, "Incidents that are kept, by kind and level.",
                incidents.map { sample([("kind", $0.kind), ("level", $0.level)], $0.count) }),
            Metric("moonpost_plugins", .gauge, "Plugins that are live.", catalog.plugins.count),
        ]
    }

    /// What config.toml calls the number.
    private func name(_ number: String) -> String { numbers[number]?.name ?? number }

    private func sample(_ labels: [(String, String)], _ value: Int64) -> Metric.Sample {
        Metric.Sample(labels: labels.map { Metric.Label(name: $0.0, value: $0.1) }, value: value)
    }

    private func states<Key>(_ breakers: [Key: CircuitBreaker], _ labels: (Key) -> [(String, String)]) -> [Metric.Sample] {
        breakers.map { key, breaker in
            let value: Int64 = switch breaker.state {
            case .closed: 0
            case .halfOpen: 1
            case .open: 2
            }
            return sample(labels(key), value)
        }.inOrder
    }
}

extension [Metric.Sample] {
    /// Always in the same order, which makes two scrapes comparable by eye.
    fileprivate var inOrder: [Metric.Sample] {
        sorted { $0.labels.map(\.value).lexicographicallyPrecedes($1.labels.map(\.value)) }
    }
}
