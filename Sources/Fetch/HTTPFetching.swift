// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Sends HTTP requests; ``Fetcher`` does it with libcurl, tests with whatever they need.
package protocol HTTPFetching: Sendable {
    /// Returns the response, whatever its status; redirects are not followed.
    /// - Throws: ``FetchError`` where there is no response. A cancelled task gets ``FetchError/Code/cancelled``.
    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse
}
