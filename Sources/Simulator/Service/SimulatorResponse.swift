// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// An HTTP response for the server to send.
package struct SimulatorResponse: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        /// Server-sent events: each element is written and flushed as it comes, until the stream ends or the client leaves.
        case events(AsyncStream<[UInt8]>)
        /// The connection is closed without any answer; `lost` is the one that there was.
        case cut(lost: [UInt8])
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: Body

    package init(status: Int = 200, headers: [(name: String, value: String)] = [], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
