// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// One request to a model and its answer, as HTTP has them; the same for all providers.
package struct ModelExchange: Sendable {
    package let provider: any ModelProvider

    /// Meant for machines, and read at once: nobody needs more than this many values for a few paragraphs.
    private static let limits = JSON.Limits(depth: 64, nodes: 50_000)

    package init(_ provider: any ModelProvider) { self.provider = provider }

    package var headers: [ModelHeader] { [ModelHeader("Content-Type", Secret("application/json"))] + provider.headers }

    package func body(of request: ModelRequest) -> [UInt8] { provider.body(of: request).encoded() }

    /// What the answer says.
    /// - Parameter header: The value of the answer's header of a name, in any case.
    package func answer(status: Int, body: [UInt8], header: (String) -> String?) throws(ModelFailure) -> ModelAnswer {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(body, limits: Self.limits)
        } catch {
            guard (200..<300).contains(status) else {
                throw ModelErrors.failure(status: status, .null, retryAfter: ModelErrors.retryAfter(header))
            }
            throw ModelFailure(.unreadable, "the model's answer is no JSON that can be read: \(error)")
        }
        guard (200..<300).contains(status) else {
            throw ModelErrors.failure(status: status, json, retryAfter: ModelErrors.retryAfter(header))
        }
        return try provider.answer(in: json)
    }
}
