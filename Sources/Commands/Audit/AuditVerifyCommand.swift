// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Store

/// `moonpost audit verify`
struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Follows the log's chain of hashes from its beginning: whether anything was changed or taken out.",
        discussion: """
            Note the hash that it prints in a place that nobody with access to the store can change. Given to --head later, it shows that the log has \
            not been written anew as a whole since then. Ends with 1 where something is wrong.
            """)

    @OptionGroup var store: StoreOptions

    @Option(help: "A hash that this command printed earlier.")
    var head: String?

    func run() async throws {
        let known = head?.lowercased()
        let result = try await store.withStore { database in try await database.read { try AuditRepository.verify(head: known, in: $0) } }
        if let broken = result.broken { throw CommandFailure("the audit log is broken at row \(broken.position): \(broken.reason)") }
        print("sound: \(result.rows) rows, the last with the hash \(result.head)")
    }
}
