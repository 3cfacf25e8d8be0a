// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing

private typealias Its = ConfigurationTesting

@Suite struct HTTPConfigurationTests {
    @Test("[http] says how patient the host is with other systems, and which private ones it may call")
    func values() throws {
        let http = try Its.read(
            """
            [http]
            timeout = "8 seconds"
            max_response = "2 MiB"
            concurrent = 4
            breaker_failures = 3
            breaker_reset = "1 minute"
            allow_private = ["localhost:3000", "api.internal.example"]
            """).http
        #expect(http.breaker == CircuitBreaker.Policy(failures: 3, reset: .seconds(60), timeout: .seconds(8)))
        #expect(http.maxResponse == 2 << 20 && http.concurrent == 4)
        #expect(http.allowPrivate.map(\.description) == ["localhost:3000", "api.internal.example"])
        #expect(try Its.read("").http == Configuration.HTTP())
        #expect(Configuration.HTTP().breaker == CircuitBreaker.Policy(failures: 5, reset: .seconds(30), timeout: .seconds(5)))
    }
}
