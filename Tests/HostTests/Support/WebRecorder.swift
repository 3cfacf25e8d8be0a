// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Fetch
import Synchronization

/// Stands in for all other systems: writes down every request, and answers as the test says.
final class WebRecorder: WebFetching {
    struct Call: Sendable {
        var method: String
        var url: String
        var headers: [(name: String, value: String)]
        var body: String
        var timeout: Duration

        func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    }

    typealias Answer = @Sendable (Call) throws(FetchError) -> FetchResponse

    private let state: Mutex<(calls: [Call], answer: Answer)>

    init(_ answer: @escaping Answer = { _ throws(FetchError) in FetchResponse(status: 200) }) { state = Mutex(([], answer)) }

    var calls: [Call] { state.withLock { $0.calls } }

    /// Answers from now on like this.
    func answer(_ answer: @escaping Answer) { state.withLock { $0.answer = answer } }

    func fetch(_ request: WebRequest) async throws(FetchError) -> FetchResponse {
        if let refusal = request.refusal(request.address) {
            throw FetchError(code: .notGranted, message: refusal, requestWasWritten: false)
        }
        let call = Call(
            method: request.method, url: request.address.url, headers: request.headers, body: String(decoding: request.body, as: UTF8.self),
            timeout: request.timeout)
        let answer = state.withLock { state in
            state.calls.append(call)
            return state.answer
        }
        return try answer(call)
    }

    static func json(_ text: String, status: Int = 200) -> FetchResponse {
        FetchResponse(status: status, headers: [("Content-Type", "application/json; charset=utf-8")], body: Array(text.utf8))
    }
}
