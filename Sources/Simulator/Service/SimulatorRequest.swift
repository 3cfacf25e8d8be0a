// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// An HTTP request, as far as the simulator looks at it.
package struct SimulatorRequest: Hashable, Sendable {
    /// In upper case.
    package var method: String
    /// Percent-decoded, without the query.
    package var path: String
    package var query: [String: String]
    /// By names in lower case.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(
        method: String, path: String, query: [String: String] = [:], headers: [String: String] = [:], body: [UInt8] = []
    ) {
        self.method = method.uppercased()
        self.path = path
        self.query = query
        self.headers = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.body = body
    }
}
