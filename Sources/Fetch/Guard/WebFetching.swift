// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Sends requests of scripts; ``GuardedFetcher`` does it for real, tests of flows with the answers that they declare.
package protocol WebFetching: Sendable {
    /// Returns the last response, redirects followed, whatever its status.
    /// - Throws: ``FetchError`` where there is none, or where the request may not be made.
    func fetch(_ request: WebRequest) async throws(FetchError) -> FetchResponse
}
