// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Fetch
internal import Synchronization

/// All other systems of a scene: they answer what the scene declares, and nothing leaves the machine.
final class DeclaredWeb: WebFetching {
    private struct State {
        var answers: [DeclaredAnswer] = []
        var missing: [String] = []
    }

    private let state = Mutex(State())

    /// Holds from now on; a later line is looked at first.
    func declare(_ answer: DeclaredAnswer) { state.withLock { $0.answers.append(answer) } }

    /// The calls for which nothing was declared, each as a sentence, in order.
    var missing: [String] { state.withLock(\.missing) }

    func fetch(_ request: WebRequest) async throws(FetchError) -> FetchResponse {
        if let refusal = request.refusal(request.address) {
            throw FetchError(code: .notGranted, message: refusal, requestWasWritten: false)
        }
        let (method, url) = (request.method, request.address.url)
        let answer = state.withLock { state -> DeclaredAnswer? in
            // "https://api.example.com" is written without the slash that it has as an address.
            let urls = url.hasSuffix("/") ? [url, String(url.dropLast())] : [url]
            let found = state.answers.last { answer in answer.method == method && urls.contains { answer.address.matches($0) } }
            if found == nil { state.missing.append(Self.sentence(method, url)) }
            return found
        }
        switch answer?.outcome {
        case .response(let status, let body, let isJSON)?:
            let type = isJSON ? "application/json" : "text/plain; charset=utf-8"
            return FetchResponse(status: status, headers: body.isEmpty ? [] : [("content-type", type)], body: Array(body.utf8))
        case .timeout?:
            throw FetchError(code: .timedOut, message: "no complete answer within the time-out", requestWasWritten: true)
        case .down?:
            throw FetchError(code: .unreachable, message: "nobody is there", requestWasWritten: false)
        case nil:
            throw FetchError(code: .unreachable, message: Self.sentence(method, url), requestWasWritten: false)
        }
    }

    private static func sentence(_ method: String, _ url: String) -> String {
        "the test declares no answer: write \"! http \(method) \(url) 200 {...}\" above the line that leads here"
    }
}
