// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization

/// A small HTTP/1.1 server on 127.0.0.1 that does what a test tells it, also what no server should.
package final class LoopbackServer: Sendable {
    package struct Request: Sendable {
        package var method: String
        package var path: String
        /// All header lines, as they came.
        package var head: String
        package var body: [UInt8]
        /// The first connection is 1.
        package var connection: Int
    }

    package enum Reply: Sendable {
        case respond(status: Int = 200, headers: [String] = [], body: [UInt8] = [])
        /// Writes these bytes, and keeps the connection open.
        case raw(String)
        case hangUp
        case silence
        /// Answers when this many requests wait.
        case hold(until: Int)
    }

    package struct Counts: Sendable {
        package var connections = 0
        package var mostAtOnce = 0
        package var requests: [String] = []
    }

    package let port: UInt16
    /// The path of each request, as it arrives.
    package let arrivals: AsyncStream<String>
    /// The number of each connection that the client has closed.
    package let departures: AsyncStream<Int>
    private let shared = Mutex(Counts())
    private let stopping: Int32

    package var counts: Counts { shared.withLock { $0 } }

    /// "127.0.0.1:8080", as grants name it.
    package var authority: String { "127.0.0.1:\(port)" }

    package func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    package init(_ answer: @escaping @Sendable (Request) -> Reply) throws {
        let listener = try Self.listen(backlog: 1_024)
        port = try Self.port(of: listener)
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { throw POSIXError(.EMFILE) }
        stopping = ends[0]
        let stop = ends[1]
        let (arrivals, arrival) = AsyncStream<String>.makeStream()
        let (departures, departure) = AsyncStream<Int>.makeStream()
        self.arrivals = arrivals
        self.departures = departures
        let thread = Thread { [weak self] in
            let loop = LoopbackLoop(listener: listener, stop: stop, answer: answer) { event in
                switch event {
                case .connected(let number, let open):
                    self?.shared.withLock {
                        $0.connections = number
                        $0.mostAtOnce = max($0.mostAtOnce, open)
                    }
                case .requested(let request):
                    self?.shared.withLock { $0.requests.append(request.path) }
                    arrival.yield(request.path)
                case .left(let number): departure.yield(number)
                }
            }
            loop.run()
        }
        thread.start()
    }

    deinit { close(stopping) }

    /// A port on which nobody listens.
    package static func unusedPort() throws -> UInt16 {
        let descriptor = try listen(backlog: 1)
        defer { close(descriptor) }
        return try port(of: descriptor)
    }

    static func listen(backlog: Int32) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = loopback(port: 0)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeBytes(of: &address) { bytes in
            bind(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), size)
        }
        guard descriptor >= 0, bound == 0, Foundation.listen(descriptor, backlog) == 0 else { throw POSIXError(.EIO) }
        return descriptor
    }

    static func port(of descriptor: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutableBytes(of: &address) { bytes in
            getsockname(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &size)
        }
        guard result == 0 else { throw POSIXError(.EIO) }
        return UInt16(bigEndian: address.sin_port)
    }

    static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        return address
    }
}
