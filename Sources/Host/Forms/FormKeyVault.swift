// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import WhatsApp

/// Seals the private keys of numbers for WhatsApp Flows with the key of the installation, and opens them.
package struct FormKeyVault: Sendable {
    private let keys: [MasterKey]

    /// - Parameter keys: The first one seals; any of them may open, as while the key is changed.
    package init(_ keys: [MasterKey]) { self.keys = keys }

    private static func owner(_ number: String) -> String { "form key \(number)" }

    /// - Throws: ``MasterKeyProblem`` where there is no key.
    package func seal(_ key: FormKey, of number: String) throws -> [UInt8] {
        guard let master = keys.first else { throw MasterKeyProblem("is missing: run `moonpost key`") }
        return try master.seal(Array(key.pem.value.utf8), for: .flowKeys, of: Self.owner(number))
    }

    /// - Throws: What is wrong where no key opens it.
    package func open(_ sealed: [UInt8], of number: String) throws -> FormKey {
        var last: any Error = MasterKeyProblem("is missing: run `moonpost key`")
        for master in keys {
            do {
                return try FormKey(pem: Secret(String(decoding: try master.open(sealed, for: .flowKeys, of: Self.owner(number)), as: UTF8.self)))
            } catch {
                last = error
            }
        }
        throw last
    }
}
