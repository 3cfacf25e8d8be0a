// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ConfigurationReader {
    /// An answer is kept in the journal of its conversation, which must fit into one frame to a worker.
    private static let longestResponse = 4 << 20

    static func http(_ section: ConfigurationTable) -> Configuration.HTTP {
        var section = section
        var http = Configuration.HTTP()
        for host in section.texts("allow_private", "a list of hosts, as in allow_private = [\"localhost:8080\"]") ?? [] {
            do throws(HostPattern.Problem) {
                http.allowPrivate.append(try HostPattern(host.value))
            } catch {
                section.context.report(host.line, "\(host.key): \(error)")
            }
        }
        if let bytes = section.bytes("max_response", atLeast: 1 << 10) {
            if bytes > longestResponse {
                section.context.report(
                    section.line, "\(section.key.appending("max_response").name) must be at most \(ByteWords.words(Int64(longestResponse)))")
            } else {
                http.maxResponse = Int(bytes)
            }
        }
        if let concurrent = section.integer("concurrent", in: 1...1_000) { http.concurrent = Int(concurrent) }
        http.breaker = breaker(&section, timeout: "timeout", http.breaker)
        section.finish()
        return http
    }

    /// The keys of a circuit breaker; its time-out has another name in each section.
    static func breaker(
        _ section: inout ConfigurationTable, timeout name: String, _ standard: CircuitBreaker.Policy
    ) -> CircuitBreaker.Policy {
        var breaker = standard
        if let timeout = section.duration(name, atLeast: .milliseconds(1)) { breaker.timeout = timeout }
        if let failures = section.integer("breaker_failures", in: 1...1_000) { breaker.failures = Int(failures) }
        if let reset = section.duration("breaker_reset", atLeast: .seconds(1)) { breaker.reset = reset }
        return breaker
    }
}
