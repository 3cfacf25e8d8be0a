// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import Hummingbird
internal import NIOCore

/// `/metrics`: what the host measures, in the text format of Prometheus, for whoever has the token.
struct MetricsRoutes: Sendable {
    let host: BotHost
    let token: Secret

    func add(to router: Router<ServerContext>) {
        router.get("/metrics") { request, _ in
            // RFC 6750: the scheme's case does not matter.
            let parts = (request.headers[.authorization] ?? "").split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer", token.isKnown(as: String(parts[1])) else {
                return Response(
                    status: .unauthorized, headers: [.wwwAuthenticate: "Bearer", .contentType: "text/plain; charset=utf-8"],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: "send the token of server.metrics_token: Authorization: Bearer ...\n")))
            }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Metric.text(try await host.metrics()))))
        }
    }
}
