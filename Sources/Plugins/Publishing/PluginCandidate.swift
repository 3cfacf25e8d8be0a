// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A snapshot that asks to be published, and what decides about it beside its code.
package struct PluginCandidate: Sendable {
    package var snapshot: PluginSnapshot
    /// What config.toml lets it use: `grant` of `[plugins.NAME]`.
    package var grants: Set<String>
    /// Its `.chat` files, read together with its sources. Only their `name` and `text` mean something.
    package var tests: [SourceFile]
    /// The path of its main file; nil where it was not read from a disk.
    package var path: String?

    package init(_ snapshot: PluginSnapshot, grants: Set<String> = [], tests: [SourceFile] = [], path: String? = nil) {
        self.snapshot = snapshot
        self.grants = grants
        self.tests = tests
        self.path = path
    }
}
