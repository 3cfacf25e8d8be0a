// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A request that somebody asks for who is not trusted with this machine's network: a script.
package struct WebRequest: Sendable {
    /// A method as it stands on the wire, such as "POST".
    package var method: String
    package var address: WebAddress
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// From the call to the last byte of the last answer, redirects included.
    package var timeout: Duration
    /// The longest body that is accepted, in bytes, after it was decompressed.
    package var maximumResponse: Int
    /// Takes the body of a good answer in the place of the response's.
    package var output: FetchOutput?
    /// Why this address may not be called, or nil; asked about the first address and about each to which an answer leads.
    package var refusal: @Sendable (WebAddress) -> String?

    package init(
        method: String = "GET", _ address: WebAddress, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(5), maximumResponse: Int = 1 << 20, refusal: @escaping @Sendable (WebAddress) -> String?
    ) {
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.maximumResponse = maximumResponse
        self.refusal = refusal
    }
}
