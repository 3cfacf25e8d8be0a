// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a worker answered when it was given a plugin version.
package struct LoadedVersion: Hashable, Sendable {
    /// A `loaded` frame, or a `failed` one: see ``ScriptError/init(answer:)``.
    package var answer: JSON
    /// The generation that has the version; conversations on it are started in this one.
    package var generation: Int

    /// The worker has the version, rather than a reason why not.
    package var isLoaded: Bool { answer["op"]?.text == "loaded" }
}
