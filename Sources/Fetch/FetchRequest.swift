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
    /// Sent in the place of ``body``, from a file.
    package var upload: FetchUpload?
    /// Takes the body of a good answer in the place of the response's.
    package var output: FetchOutput?
    /// From the call to the last byte of the answer, waiting for a free connection included.
    package var timeout: Duration
    /// Name resolution, connection and TLS handshake together.
    package var connectTimeout: Duration
    /// The longest body that is accepted, in bytes; it is counted while it arrives.
    package var maximumResponse: Int
    /// The longest header section of a response, in bytes.
    package var maximumHeaders: Int
    /// To which addresses it may go.
    package var reach: Reach
    /// The server may compress its answer; ``maximumResponse`` counts what comes out.
    package var acceptsCompression: Bool

    /// Addresses to which a request may go.
    package enum Reach: Hashable, Sendable {
        case anywhere
        /// Those of the public internet alone: ``IPAddress/specialMeaning`` says of each other what it is.
        case publicAddresses
    }

    package init(
        method: String = "GET", url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(10), maximumResponse: Int = 4 << 20,
        maximumHeaders: Int = 256 << 10, reach: Reach = .anywhere, acceptsCompression: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maximumResponse = maximumResponse
        self.maximumHeaders = maximumHeaders
        self.reach = reach
        self.acceptsCompression = acceptsCompression
    }
}
