// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a server answered, whatever its status.
package struct FetchResponse: Sendable {
    package var status: Int
    /// In the order in which they came; HTTP/2 names are in small letters.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of that name, in any case.
    package func header(_ name: String) -> String? {
        headers.first { candidate in
            candidate.name.utf8.count == name.utf8.count
                && zip(candidate.name.utf8, name.utf8).allSatisfy { lowercased($0) == lowercased($1) }
        }?.value
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
