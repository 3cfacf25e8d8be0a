// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// How one kind of model is asked, as values: the requests of its API and what its answers mean.
package protocol ModelProvider: Sendable {
    /// Where requests are posted to.
    var url: String { get }
    /// Who asks, and in which version of the API. The content type is ``ModelExchange``'s.
    var headers: [ModelHeader] { get }
    func body(of request: ModelRequest) -> JSON
    /// Reads an answer of a status of success.
    func answer(in body: JSON) throws(ModelFailure) -> ModelAnswer
}
