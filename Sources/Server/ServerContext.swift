// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Host
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What the routes know of a request beside the request: who is at the other end.
struct ServerContext: RequestContext, RemoteAddressRequestContext {
    var coreContext: CoreRequestContextStorage
    let remoteAddress: SocketAddress?

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}

extension RequestOrigin {
    static let forwardedFor: HTTPField.Name = .init("X-Forwarded-For") ?? .authorization

    init(_ request: Request, _ context: ServerContext) {
        self.init(peer: context.remoteAddress?.ipAddress, forwarded: request.headers[values: Self.forwardedFor])
    }
}
