// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Stands where the host would: keeps what is posted, and answers as it is told.
actor RecordingHost {
    struct Request: Sendable {
        let url: String
        let headers: [String: String]
        let body: [UInt8]

        var json: JSON { (try? JSON(body)) ?? .null }
        var value: JSON { json["entry"]?[0]?["changes"]?[0]?["value"] ?? .null }
        /// The status's name, or the message's type.
        var kind: String { value["statuses"]?[0]?["status"]?.text ?? value["messages"]?[0]?["type"]?.text ?? "?" }
    }

    struct Unreachable: Error {}

    private(set) var requests: [Request] = []
    /// Taken one by one; 0 is no answer at all, and 200 when none is left.
    private var answers: [Int] = []
    private var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    func answer(_ statuses: [Int]) { answers = statuses }

    func post(_ url: String, _ headers: [(name: String, value: String)], _ body: [UInt8]) throws -> Int {
        requests.append(
            Request(url: url, headers: Dictionary(headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }), body: body))
        let ready = waiting.filter { $0.count <= requests.count }
        waiting.removeAll { $0.count <= requests.count }
        for waiter in ready { waiter.continuation.resume() }
        let status = answers.isEmpty ? 200 : answers.removeFirst()
        guard status != 0 else { throw Unreachable() }
        return status
    }

    /// Returns what has been posted once there are `count` requests.
    func received(_ count: Int) async -> [Request] {
        if requests.count < count { await withCheckedContinuation { waiting.append((count, $0)) } }
        return requests
    }
}
