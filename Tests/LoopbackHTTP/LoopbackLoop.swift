// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The server's thread: one `poll` over all connections.
final class LoopbackLoop {
    enum Event {
        case connected(number: Int, open: Int)
        case requested(LoopbackServer.Request)
        case left(number: Int)
    }

    private struct Connection {
        var number: Int
        var input: [UInt8] = []
        var output: [UInt8] = []
    }

    private let listener: Int32
    private let stop: Int32
    private let answer: (LoopbackServer.Request) -> LoopbackServer.Reply
    private let tell: (Event) -> Void
    private var connections: [Int32: Connection] = [:]
    private var accepted = 0
    private var held: [Int32] = []

    init(
        listener: Int32, stop: Int32, answer: @escaping (LoopbackServer.Request) -> LoopbackServer.Reply,
        tell: @escaping (Event) -> Void
    ) {
        self.listener = listener
        self.stop = stop
        self.answer = answer
        self.tell = tell
    }

    func run() {
        while true {
            var polled = [pollfd(fd: stop, events: Int16(POLLIN), revents: 0)]
            polled.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
            for (descriptor, connection) in connections {
                let events = Int16(POLLIN) | (connection.output.isEmpty ? 0 : Int16(POLLOUT))
                polled.append(pollfd(fd: descriptor, events: events, revents: 0))
            }
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
            if polled[0].revents != 0 { break }
            if polled[1].revents != 0 { acceptOne() }
            for entry in polled.dropFirst(2) where entry.revents != 0 {
                if entry.revents & Int16(POLLOUT) != 0 { write(entry.fd) }
                if entry.revents & ~Int16(POLLOUT) != 0 { read(entry.fd) }
            }
        }
        for descriptor in [stop, listener] + connections.keys { close(descriptor) }
    }

    private func acceptOne() {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        accepted += 1
        connections[descriptor] = Connection(number: accepted)
        tell(.connected(number: accepted, open: connections.count))
    }

    private func drop(_ descriptor: Int32) {
        held.removeAll { $0 == descriptor }
        connections[descriptor] = nil
        close(descriptor)
    }

    private func read(_ descriptor: Int32) {
        guard let connection = connections[descriptor] else { return }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count <= 0 {
            drop(descriptor)
            tell(.left(number: connection.number))
            return
        }
        connections[descriptor]?.input.append(contentsOf: bytes[..<count])
        while let request = nextRequest(descriptor) {
            tell(.requested(request))
            reply(answer(request), to: descriptor, isHead: request.method == "HEAD")
        }
    }

    /// Takes a whole request off the connection's input.
    private func nextRequest(_ descriptor: Int32) -> LoopbackServer.Request? {
        guard let connection = connections[descriptor] else { return nil }
        let input = connection.input
        let mark = Array("\r\n\r\n".utf8)
        guard let end = input.indices.first(where: { input[$0...].starts(with: mark) }) else { return nil }
        let head = String(decoding: input[..<end], as: UTF8.self)
        let lines = head.components(separatedBy: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        guard input.count >= end + 4 + length else { return nil }
        let words = lines[0].split(separator: " ").map(String.init)
        connections[descriptor]?.input.removeFirst(end + 4 + length)
        return LoopbackServer.Request(
            method: words[0], path: words[1], head: head, body: Array(input[(end + 4)..<(end + 4 + length)]),
            connection: connection.number)
    }

    private func reply(_ reply: LoopbackServer.Reply, to descriptor: Int32, isHead: Bool = false) {
        switch reply {
        case .respond(let status, let headers, let body):
            let lines = ["HTTP/1.1 \(status) Told", "Content-Length: \(body.count)"] + headers
            send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (isHead ? [] : body), to: descriptor)
        case .raw(let text): send(Array(text.utf8), to: descriptor)
        case .hangUp: drop(descriptor)
        case .silence: break
        case .hold(let number):
            held.append(descriptor)
            guard held.count >= number else { return }
            for waiting in held { self.reply(.respond(), to: waiting) }
            held = []
        }
    }

    private func send(_ bytes: [UInt8], to descriptor: Int32) {
        connections[descriptor]?.output.append(contentsOf: bytes)
        write(descriptor)
    }

    private func write(_ descriptor: Int32) {
        guard let output = connections[descriptor]?.output, !output.isEmpty else { return }
        let count = Foundation.send(descriptor, output, output.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        if count > 0 { connections[descriptor]?.output.removeFirst(count) }
    }
}
