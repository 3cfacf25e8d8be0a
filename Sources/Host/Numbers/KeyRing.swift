// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Synchronization

/// The keys of the installation as they are now: one is made, or takes the place of another, while the host runs.
package final class KeyRing: Sendable {
    private let installed: Mutex<[MasterKey]>
    /// Signs while there is no key: what it has signed is good until the host stops.
    private let passing = MasterKey()

    /// - Parameter keys: The first one seals and signs; any of them may open, as while the key is changed.
    package init(_ keys: [MasterKey]) { installed = Mutex(keys) }

    /// Those of the installation; empty where none was made.
    package var keys: [MasterKey] { installed.withLock(\.self) }

    /// What signs addresses.
    package var signing: MasterKey { keys.first ?? passing }

    /// What a signature may be of. When the first key is made, what was signed without one stays good.
    package var verifying: [MasterKey] { keys.prefix(1) + [passing] }

    /// These are the keys from now on.
    /// - Returns: Whether they are others than before.
    package func replace(with keys: [MasterKey]) -> Bool {
        installed.withLock { installed in
            defer { installed = keys }
            return installed.map(\.base64) != keys.map(\.base64)
        }
    }
}
