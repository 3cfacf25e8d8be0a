// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Host
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Answers 429 to addresses that ask for too much.
///
/// What is signed, or has a token of the platform's, is served whoever sends it: the platforms send hundreds a second from few addresses, and
/// somebody else may come through the same proxy. Of those requests only the ones that are refused count. Everything else is asked about first.
struct AddressLimits: RouterMiddleware {
    let addresses: AddressGuard

    /// What nobody gets who asks for what is there and is allowed to.
    private static let refusals: Set<Int> = [401, 403, 404, 405, 413, 414, 415, 431, 432]

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let provesItself = WebhookPath.isSigned(request.uri.path)
        // What is signed and good costs nothing here, not even this.
        lazy var origin = RequestOrigin(request, context)
        if !provesItself, let seconds = addresses.ask(origin) { return .tooManyRequests(again: seconds) }
        do {
            let response = try await next(request, context)
            guard Self.refusals.contains(response.status.code) else { return response }
            return overruled(origin, provesItself) ?? response
        } catch let error as any HTTPResponseError {
            guard Self.refusals.contains(error.status.code), let response = overruled(origin, provesItself) else { throw error }
            return response
        }
    }

    /// Counts a refusal.
    /// - Returns: What is answered in its place; nil where it stands.
    private func overruled(_ origin: RequestOrigin, _ provesItself: Bool) -> Response? {
        guard provesItself else {
            addresses.charge(origin)
            return nil
        }
        return addresses.refuse(origin).map { .tooManyRequests(again: $0) }
    }

    /// What whoever is limited reads.
    static func text(again seconds: Int) -> String { "too many requests from your address; try again in \(seconds) s\n" }
}

extension Response {
    fileprivate static func tooManyRequests(again seconds: Int) -> Response {
        var response = Response.plain(.tooManyRequests, AddressLimits.text(again: seconds))
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}
