// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a plugin may ask for with `uses`, and config.toml may grant.
package enum PluginCapability: String, Hashable, Sendable, CaseIterable {
    case tasks, projects, catalog, orders, invoices, reminders, campaigns, contacts, users, http, ai, alerts

    /// As scripts and config.toml write them.
    package static let names = Set(allCases.map(\.rawValue))
}
