// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Host
internal import Hummingbird
package import Logging
internal import NIOCore
package import ServiceLifecycle
package import Simulator

/// What listens: webhooks and health always, the simulator in development.
package enum ServerApplication {
    /// - Parameter ready: Told of the port once it listens.
    package static func make(
        _ settings: Configuration.Server, host: BotHost, simulator: Simulator?, logger: Logger,
        ready: @escaping @Sendable (Int) async -> Void
    ) -> any Service {
        let router = Router(context: ServerContext.self)
        // Before the limits, which do not concern it.
        if let simulator { SimulatorRoutes(simulator: simulator).add(to: router) }
        if let addresses = host.addresses { router.add(middleware: AddressLimits(addresses: addresses)) }
        WebhookRoutes(receiver: host.receiver, maxBody: settings.maxBody).add(to: router)
        TwilioRoutes(receiver: host.receiver, maxBody: settings.maxBody).add(to: router)
        HealthRoutes(host: host).add(to: router)
        if let token = settings.metricsToken { MetricsRoutes(host: host, token: token).add(to: router) }
        FormRoutes(forms: host.forms, maxBody: settings.maxBody).add(to: router)
        MediaRoutes(media: host.media).add(to: router)
        return Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        WebhookChannelHandler(receiver: host.receiver, addresses: host.addresses, maxBody: settings.maxBody)
                    ])),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1_024, reuseAddress: true),
            onServerRunning: { channel in await ready(channel.localAddress?.port ?? settings.port) },
            logger: logger)
    }
}
