// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One request of a chain that redirects make, and where its answer leads.
struct WebHop: Sendable {
    var method: String
    var address: WebAddress
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    /// What may go to another origin than the script named: no header of it is a credential.
    private static let harmless: Set<String> = [
        "accept", "accept-language", "content-type", "content-language", "user-agent", "idempotency-key",
    ]

    /// The request that follows this answer, or nil where it leads nowhere.
    ///
    /// RFC 9110, section 15.4: 303 is followed with GET; 301 and 302 turn POST into GET, as everybody does it; 307 and 308
    /// change nothing.
    /// - Throws: ``FetchError`` for a place to which no redirect may lead.
    func next(after response: FetchResponse) throws(FetchError) -> WebHop? {
        guard [301, 302, 303, 307, 308].contains(response.status), let location = response.header("location"), !location.isEmpty else {
            return nil
        }
        var next = self
        do {
            next.address = try WebAddress(location, relativeTo: address)
        } catch {
            throw FetchError(
                code: .badRedirect, message: "\(address.authority) redirects to where nobody can go: \(error.message)",
                requestWasWritten: true)
        }
        guard next.address.isEncrypted || !address.isEncrypted else {
            throw FetchError(
                code: .badRedirect, message: "\(address.authority) redirects from https to http, which is not followed",
                requestWasWritten: true)
        }
        let becomesGet = response.status == 303 ? !["GET", "HEAD"].contains(method) : response.status < 303 && method == "POST"
        if becomesGet {
            next.method = "GET"
            next.body = []
            next.headers.removeAll { ["content-type", "content-language", "content-encoding", "idempotency-key"].contains($0.name.lowercased()) }
        }
        if next.address.origin != address.origin { next.headers.removeAll { !Self.harmless.contains($0.name.lowercased()) } }
        return next
    }
}
