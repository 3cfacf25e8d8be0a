// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Fetch
import Synchronization

/// Stands in for whoever has files: writes down every request, and answers as the test says. What is to go into a file goes there.
final class FileRecorder: HTTPFetching {
    typealias Answer = @Sendable (FetchRequest) -> FetchResponse

    private let state: Mutex<(requests: [FetchRequest], answer: Answer)>

    init(_ answer: @escaping Answer) { state = Mutex(([], answer)) }

    /// Everything that was asked, in order.
    var requests: [FetchRequest] { state.withLock { $0.requests } }

    /// Answers from now on like this.
    func answer(_ answer: @escaping Answer) { state.withLock { $0.answer = answer } }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answer
        }
        var response = answer(request)
        guard (200...299).contains(response.status), let output = request.output else { return response }
        let isWritten = response.body.withUnsafeBytes { output.write($0) }
        guard isWritten else { throw FetchError(code: .failed, message: "the disk refuses it", requestWasWritten: true) }
        response.body = []
        return response
    }
}
