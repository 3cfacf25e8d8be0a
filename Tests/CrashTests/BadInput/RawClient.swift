// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import WhatsApp

/// An HTTP client that sends exactly the bytes it is given, each exchange on a connection of its own.
struct RawClient: Sendable {
    struct Response: Hashable, Sendable {
        var status: Int
        var body: String
        /// The statuses of the answers behind it.
        var more: [Int] = []
    }

    let port: Int

    /// Sends a signed webhook; `signature` takes the place of the right one.
    func post(_ body: [UInt8], signature: String? = nil, headers: [String] = []) async throws -> Response {
        let signature = signature ?? Signature.sign(body, secret: HostFolder.secret)
        let lines = ["Content-Length: \(body.count)", "\(Signature.headerName): \(signature)"] + headers
        // The connection stays open, as Meta's do, until the next request on it closes it.
        var response = try await exchange(Self.head("POST", Self.path, lines, closes: false) + body + Self.head("GET", "/health", []))
        response.more = []
        return response
    }

    /// The statuses of all answers on one connection, in order.
    func statuses(_ requests: [[UInt8]]) async throws -> [Int] {
        let first = try await exchange(requests.flatMap(\.self))
        return [first.status] + first.more
    }

    func get(_ query: String) async throws -> Response { try await exchange(Self.head("GET", Self.path + query, [])) }

    static let path = "/api/webhooks/whatsapp"

    static func head(_ method: String, _ target: String, _ lines: [String], closes: Bool = true) -> [UInt8] {
        let all = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1"] + (closes ? ["Connection: close"] : []) + lines
        return Array((all.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// Sends `bytes` and reads until the server closes.
    /// - Throws: ``HarnessProblem`` where no answer came.
    func exchange(_ bytes: [UInt8]) async throws -> Response {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try self.talk(bytes) }) }
            thread.start()
        }
    }

    /// Sends `bytes` and closes without waiting for anything.
    func hangUp(after bytes: some Collection<UInt8>) throws {
        let descriptor = try open()
        defer { close(descriptor) }
        let bytes = Array(bytes)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw HarnessProblem("the request was not taken")
        }
    }

    private func open() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw HarnessProblem("no socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafeBytes(of: &address) { bytes in
            connect(
                descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
        guard isConnected else {
            close(descriptor)
            throw HarnessProblem("nobody listens on port \(port)")
        }
        return descriptor
    }

    private func talk(_ bytes: [UInt8]) throws -> Response {
        let descriptor = try open()
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        var sent = 0
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let limit = ContinuousClock.now + .seconds(30)
        // Reads while it writes: a server may answer before it has read everything.
        while ContinuousClock.now < limit {
            var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if sent < bytes.count { interest.events |= Int16(POLLOUT) }
            guard poll(&interest, 1, 1_000) > 0 else { continue }
            if Int32(interest.revents) & POLLOUT != 0 {
                let count = bytes.withUnsafeBytes { buffer in
                    Foundation.send(
                        descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
                }
                // The server has closed: what it said is still to be read.
                if count < 0, errno != EAGAIN { sent = bytes.count } else { sent += max(count, 0) }
            }
            if Int32(interest.revents) & (POLLIN | POLLHUP | POLLERR) != 0 {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                if count < 0, errno == EAGAIN { continue }
                if count <= 0 { return try Self.response(received) }
                received += buffer[..<count]
            }
        }
        throw HarnessProblem("no end of the answer within 30 seconds: \(String(decoding: received, as: UTF8.self))")
    }

    private static func response(_ bytes: [UInt8]) throws -> Response {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 "), let status = Int(text.dropFirst(9).prefix(3)),
            let end = text.range(of: "\r\n\r\n")
        else { throw HarnessProblem("no answer: \"\(text.prefix(100))\"") }
        let rest = text[end.upperBound...]
        let fields = text[..<end.lowerBound].lowercased().split(separator: "\r\n")
        let length = fields.first { $0.hasPrefix("content-length:") }.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        let body = String(decoding: rest.utf8.prefix(length ?? rest.utf8.count), as: UTF8.self)
        let more = rest.components(separatedBy: "HTTP/1.1 ").dropFirst().compactMap { Int($0.prefix(3)) }
        return Response(status: status, body: body, more: more)
    }
}
