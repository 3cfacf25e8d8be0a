// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[server]`: where the host listens.
    package struct Server: Hashable, Sendable {
        package var host: String
        /// 0 takes any free port.
        package var port: Int
        /// The address at which Meta reaches this host from outside, where it is known.
        package var webhookURL: String?
        /// Bytes of the largest body that a webhook may have; a larger one is answered 413.
        package var maxBody: Int
        /// Who has it may read `/metrics`; nil: there are none.
        package var metricsToken: Secret?
        /// The proxies whose `X-Forwarded-For` says who asks, and who are never limited themselves.
        package var trustedProxies: [AddressBlock]

        package init(
            host: String = "127.0.0.1", port: Int = 8080, webhookURL: String? = nil, maxBody: Int = 4 << 20, metricsToken: Secret? = nil,
            trustedProxies: [AddressBlock] = AddressBlock.loopback
        ) {
            self.host = host
            self.port = port
            self.webhookURL = webhookURL
            self.maxBody = maxBody
            self.metricsToken = metricsToken
            self.trustedProxies = trustedProxies
        }
    }
}
