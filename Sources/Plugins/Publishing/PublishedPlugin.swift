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

    /// What may be meant, and rarely is.
    package var warnings: [PluginProblem] {
        let folder = file.split(separator: "/").dropLast().joined(separator: "/")
        return snapshot.locales?.warnings(folder: folder) ?? []
    }

    /// What is wrong where it uses more than it is granted; nil where it does not.
    package func problem(_ permissions: PluginPermissions) -> PluginProblem? {
        let missing = declarations.uses.filter { !permissions.allows($0, to: name) }
        if missing.isEmpty { return nil }
        return PluginProblem(
            file: file, line: 1,
            message: "it uses \(missing.map { "\"\($0)\"" }.joined(separator: " and ")), which it is not granted, so it waits "
                + "for an admin: \(permissions.advice(missing, for: name))")
    }
}
