// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import Hummingbird
internal import NIOCore
internal import Plugins

/// `/health`: whether the host serves, and what it has done since it started.
struct HealthRoutes: Sendable {
    let host: BotHost

    func add(to router: Router<ServerContext>) {
        router.get("/health") { _, _ in
            let counters = host.receiver.counters
            let report: JSON = [
                "status": "ok",
                "webhooks": .integer(Int64(counters.webhooks)), "updates": .integer(Int64(counters.updates)),
                "duplicates": .integer(Int64(counters.duplicates)), "unrouted": .integer(Int64(counters.unrouted)),
                "malformed": .integer(Int64(counters.malformed)), "unauthorized": .integer(Int64(counters.unauthorized)),
                "under_way": .integer(Int64(host.activity.count)),
                "plugins": .integer(Int64(host.catalog.plugins.count)),
            ]
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: report.encoded())))
        }
    }
}
