// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The address under which the world reaches this host, whatever a proxy makes of it on the way.
package struct PublicAddress: Hashable, Sendable {
    private let base: String

    /// - Parameter webhookURL: `server.webhook_url`: the address of the host, or that of any of its webhooks.
    package init(webhookURL: String) {
        var base = Substring(webhookURL.prefix { $0 != "?" && $0 != "#" })
        while base.hasSuffix("/") { base = base.dropLast() }
        for path in WebhookPath.all where base.hasSuffix(path) {
            base = base.dropLast(path.count)
            break
        }
        while base.hasSuffix("/") { base = base.dropLast() }
        self.base = String(base)
    }

    /// The public address of a path of this host, which may have a query.
    package func url(of path: String) -> String { base + (path.hasPrefix("/") ? "" : "/") + path }
}
