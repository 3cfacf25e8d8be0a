// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A snapshot that asks to be published, and what decides about it beside its code.
package struct PluginCandidate: Sendable {
    package var snapshot: PluginSnapshot
    /// Its `.chat` files, read together with its sources. Only their `name` and `text` mean something.
    package var tests: [SourceFile]
    /// The path of its main file; nil where it was not read from a disk.
    package var path: String?

    package init(_ snapshot: PluginSnapshot, tests: [SourceFile] = [], path: String? = nil) {
        self.snapshot = snapshot
        self.tests = tests
        self.path = path
    }
}
