// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a plugin may ask for with `uses`, and config.toml may grant.
///
/// A name, or for other systems the host as well: "orders", "http:api.example.com" (``HostPattern``).
package enum PluginCapability: String, Hashable, Sendable, CaseIterable {
    case tasks, projects, catalog, orders, invoices, reminders, campaigns, contacts, users, http, ai, alerts

    private static let names = Set(allCases.map(\.rawValue))

    /// One as it is written, for messages and the reference.
    package var usage: String { self == .http ? "http:api.example.com" : rawValue }

    /// The capability that an entry of `uses` or `grant` is of.
    package init?(use: String) { self.init(rawValue: String(use.prefix { $0 != ":" })) }

    /// The hosts that an entry means, where it is one for other systems.
    package static func hosts(_ use: String) -> HostPattern? {
        guard use.hasPrefix("http:") else { return nil }
        return try? HostPattern(String(use.dropFirst(5)))
    }

    /// What is wrong with an entry of `uses` or `grant`, and what to write instead; nil where nothing is.
    package static func problem(of use: String) -> String? {
        if use == "http" { return "name the host that is called, as in \"http:api.example.com\"" }
        if use.hasPrefix("http:") {
            do throws(HostPattern.Problem) {
                _ = try HostPattern(String(use.dropFirst(5)))
                return nil
            } catch {
                return error.description
            }
        }
        if names.contains(use) { return nil }
        return NearestName.of(use, among: names).map { "did you mean \"\(PluginCapability(rawValue: $0)?.usage ?? $0)\"?" }
            ?? "there is \(allCases.map(\.usage).sorted().joined(separator: ", "))"
    }
}
