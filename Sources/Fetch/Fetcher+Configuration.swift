// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Fetcher {
    package struct Configuration: Sendable {
        /// Connections to one host and port at most; further requests wait their turn.
        package var connectionsPerHost: Int
        package var totalConnections: Int
        /// A connection idle for longer is not used again. Below the idle time-outs that servers commonly have
        /// (60 s and more), because a request written while the server closes has an unknown fate.
        package var idleLifetime: Duration
        /// HTTP/2 is spoken to TLS servers that offer it.
        ///
        /// Off: libcurl 7.88.1 (Debian 12) resets every HTTP/2 stream after its end (RST_STREAM, STREAM_CLOSED). A
        /// server that counts resets (a defence against CVE-2023-44487; nghttp2 lets 1,000 pass, then 33 a second)
        /// closes the connection, and the fate of all requests on it is unknown.
        package var usesHTTP2: Bool
        package var userAgent: String
        /// A file of certificates (PEM) to trust instead of the system's.
        package var certificateAuthorities: String?

        package init(
            connectionsPerHost: Int = 64, totalConnections: Int = 512, idleLifetime: Duration = .seconds(50),
            usesHTTP2: Bool = false, userAgent: String = "moonpost", certificateAuthorities: String? = nil
        ) {
            self.connectionsPerHost = connectionsPerHost
            self.totalConnections = totalConnections
            self.idleLifetime = idleLifetime
            self.usesHTTP2 = usesHTTP2
            self.userAgent = userAgent
            self.certificateAuthorities = certificateAuthorities
        }
    }
}
