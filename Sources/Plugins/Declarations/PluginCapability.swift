// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a plugin may ask for with `uses`, and config.toml may grant.
package enum PluginCapability {
    package static let all: Set<String> = [
        "tasks", "projects", "catalog", "orders", "invoices", "reminders", "campaigns", "contacts", "users", "http", "ai", "alerts",
    ]
}
