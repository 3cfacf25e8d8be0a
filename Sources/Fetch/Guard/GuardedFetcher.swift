// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Outbound HTTP for those who are not trusted with this machine's network (SSRF).
///
/// Every address of a chain of redirects is asked about anew. What a name resolves to is judged where the connection is
/// made: libcurl tells the address of each socket before it connects, and that of the connection before it writes, so a
/// name that resolves differently the second time gains nothing.
package struct GuardedFetcher: WebFetching {
    private let http: any HTTPFetching
    private let privateHosts: [HostPattern]

    /// Browsers follow 20, which the Fetch standard asks for; an API needs one or two.
    private static let mostRedirects = 5
    private static let maximumHeaders = 64 << 10

    /// - Parameters:
    ///   - http: Must keep ``FetchRequest/reach``, as ``Fetcher`` does.
    ///   - privateHosts: Hosts that may be at addresses that are not public; for development.
    package init(_ http: any HTTPFetching, privateHosts: [HostPattern] = []) {
        self.http = http
        self.privateHosts = privateHosts
    }

    package func fetch(_ request: WebRequest) async throws(FetchError) -> FetchResponse {
        let deadline = ContinuousClock.now + request.timeout
        var hop = WebHop(method: request.method, address: request.address, headers: request.headers, body: request.body)
        for count in 0...Self.mostRedirects {
            let isFirst = count == 0
            if let refusal = request.refusal(hop.address) {
                throw FetchError(code: .notGranted, message: refusal, requestWasWritten: !isFirst)
            }
            let isPrivate = privateHosts.contains { $0.matches(host: hop.address.host, port: hop.address.port) }
            if !isPrivate, let address = hop.address.literal, let meaning = address.specialMeaning {
                throw .forbidden(address, meaning, requestWasWritten: !isFirst)
            }
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else {
                throw FetchError(code: .timedOut, message: "no complete answer within the time-out", requestWasWritten: true)
            }
            var asked = FetchRequest(
                method: hop.method, url: hop.address.url, headers: hop.headers, body: hop.body, timeout: left,
                connectTimeout: left, maximumResponse: request.maximumResponse, maximumHeaders: Self.maximumHeaders,
                reach: isPrivate ? .anywhere : .publicAddresses, acceptsCompression: request.output == nil)
            asked.output = request.output
            let response = try await http.fetch(asked)
            guard let next = try hop.next(after: response) else { return response }
            hop = next
        }
        throw FetchError(
            code: .badRedirect, message: "\(request.address.authority) redirects more than \(Self.mostRedirects) times",
            requestWasWritten: true)
    }
}
