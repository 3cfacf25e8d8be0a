// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTPTypes

/// Answers ordinary webhooks on their event loop, before the router: no task, no routing, no stream of a body.
///
/// Ordinary is a POST of a known, small length on a connection that stays open and has no other request under way, which
/// is how Meta sends them. Whatever is not goes on to ``WebhookRoutes``, where every case is treated; both ask the same
/// ``Receiver``. This way a webhook costs less than half as much, and webhooks are what there is most of.
final class WebhookChannelHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum State {
        /// Requests go on to the router; those that wait for its answer are counted.
        case passing(unanswered: Int)
        /// A webhook is being read.
        case reading(Ordinary)
        /// A webhook is being stored. What comes meanwhile waits, so that answers keep the order of their requests.
        case storing(waiting: [HTTPRequestPart])
    }

    /// What is known of a webhook that is being read.
    private struct Ordinary {
        var signature: String?
        /// The values of `X-Forwarded-For`.
        var forwarded: [String] = []
        var body: [UInt8] = []
    }

    /// Bytes of the largest body that is read on the event loop, where reading holds up other connections.
    private static let mostBytes = 64 << 10

    private let receiver: Receiver
    /// Told of those that nobody signed; nil where they are not counted.
    private let addresses: AddressGuard?
    private let mostBytes: Int
    private var state = State.passing(unanswered: 0)
    /// A read was asked for while nothing may come in.
    private var owesRead = false
    /// The server is going to close connections, and this one answers first.
    private var owesQuiescence = false

    init(receiver: Receiver, addresses: AddressGuard?, maxBody: Int) {
        self.receiver = receiver
        self.addresses = addresses
        mostBytes = min(Self.mostBytes, maxBody)
    }

    // MARK: - Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        take(unwrapInboundIn(data), context)
    }

    private func take(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch (state, part) {
        case (.passing(let unanswered), .head(let head)):
            if unanswered == 0, let ordinary = ordinary(head) {
                state = .reading(ordinary)
            } else {
                state = .passing(unanswered: unanswered + 1)
                context.fireChannelRead(wrapInboundOut(part))
            }
        case (.passing, _):
            context.fireChannelRead(wrapInboundOut(part))
        case (.reading(var ordinary), .body(let buffer)):
            // Given up, so that the array is not copied when it grows.
            state = .storing(waiting: [])
            ordinary.body.append(contentsOf: buffer.readableBytesView)
            state = .reading(ordinary)
        case (.reading(let ordinary), .end):
            state = .storing(waiting: [])
            store(ordinary, context)
        case (.reading, .head):
            // The decoder lets no request begin within another.
            context.close(promise: nil)
        case (.storing(var waiting), _):
            waiting.append(part)
            state = .storing(waiting: waiting)
        }
    }

    private func store(_ webhook: Ordinary, _ context: ChannelHandlerContext) {
        let place = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        let forwarded = webhook.forwarded
        receiver.receive(signature: webhook.signature, body: webhook.body) { answer in
            eventLoop.execute {
                let (handler, context) = place.value
                handler.answer(answer, forwarded, context)
            }
        }
    }

    /// Nothing more is read while requests wait here.
    func read(context: ChannelHandlerContext) {
        if case .storing(let waiting) = state, !waiting.isEmpty {
            owesRead = true
        } else {
            context.read()
        }
    }

    // MARK: - Answers

    private func answer(_ answer: Receiver.Answer, _ forwarded: [String], _ context: ChannelHandlerContext) {
        var (status, text) = WebhookRoutes.answer(answer)
        var wait: Int?
        if answer == .unauthorized, let addresses {
            wait = addresses.refuse(RequestOrigin(peer: context.remoteAddress?.ipAddress, forwarded: forwarded))
        }
        if let wait { (status, text) = (.tooManyRequests, AddressLimits.text(again: wait)) }
        let body = context.channel.allocator.buffer(string: text)
        var fields: HTTPFields = [
            .contentType: "text/plain; charset=utf-8", .contentLength: String(body.readableBytes), .date: DateField.now,
        ]
        if let wait { fields[.retryAfter] = String(wait) }
        context.write(wrapOutboundOut(.head(HTTPResponse(status: status, headerFields: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        guard case .storing(let waiting) = state else { return }
        state = .passing(unanswered: 0)
        if owesQuiescence {
            // What waits was not taken, and whoever sent it sees the connection close.
            owesQuiescence = false
            return context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        for part in waiting { take(part, context) }
        if !waiting.isEmpty { context.fireChannelReadComplete() }
        if owesRead {
            owesRead = false
            read(context: context)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .passing(let unanswered) = state, case .end = unwrapOutboundIn(data) {
            state = .passing(unanswered: max(unanswered - 1, 0))
        }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else { return context.fireUserInboundEventTriggered(event) }
        switch state {
        case .reading, .storing: owesQuiescence = true
        case .passing: context.fireUserInboundEventTriggered(event)
        }
    }

    /// What the head of an ordinary webhook tells, and room for its body; nil where the router has to look at it.
    private func ordinary(_ head: HTTPRequest) -> Ordinary? {
        guard head.method == .post, head.path == WebhookRoutes.address else { return nil }
        var ordinary = Ordinary()
        var length: Int?
        // One pass: looking up a field by its name looks at all of them.
        for field in head.headerFields {
            switch field.name {
            case WebhookRoutes.signature: ordinary.signature = field.value
            case RequestOrigin.forwardedFor: ordinary.forwarded.append(field.value)
            case .contentLength: length = Int(field.value)
            case .connection where field.value.lowercased() == "keep-alive": break
            case .connection, .contentEncoding, .expect, .transferEncoding: return nil
            default: break
            }
        }
        guard let length, (0...mostBytes).contains(length) else { return nil }
        ordinary.body.reserveCapacity(length)
        return ordinary
    }
}
