// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One HTTP request to a server outside.
package struct FetchRequest: Sendable {
    /// A method as it stands on the wire, such as "POST".
    package var method: String
    /// An absolute http or https URL without user information.
    package var url: String
    /// Sent as they are, in order. Where no Content-Type is given none is sent.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// From the call to the last byte of the answer, waiting for a free connection included.
    package var timeout: Duration
    /// Name resolution, connection and TLS handshake together.
    package var connectTimeout: Duration
    /// The longest body that is accepted, in bytes; it is counted while it arrives.
    package var maximumResponse: Int

    package init(
        method: String = "GET", url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(10), maximumResponse: Int = 4 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maximumResponse = maximumResponse
    }
}
