// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A plugin version that was compiled and checked.
package struct PublishedPlugin: Sendable {
    package var snapshot: PluginSnapshot
    package var hash: String
    package var declarations: PluginDeclarations

    package var name: String { snapshot.plugin }
    /// The file that declares, as messages show it.
    package var file: String { snapshot.sources.first?.name ?? snapshot.plugin }
}
