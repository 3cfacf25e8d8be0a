// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Foundation
internal import Testing

@Suite("The shipped flows")
struct ShippedFlowsTests {
    /// The top folder of the package.
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    @Test("do what the .chat files beside them say")
    func chat() async throws {
        // As the shipped config.toml grants it.
        let report = try await ChatRunner(
            configuration: Configuration(
                scripts: Configuration.Scripts(flows: Self.root + "/flows", plugins: Self.root + "/plugins"),
                plugins: [
                    "query-bot": Configuration.Plugin(grants: ["ai", "tasks", "projects", "users"]), "exec-bot": Configuration.Plugin(grants: ["tasks", "projects", "users"]),
                ])
        ).run([Self.root + "/flows", Self.root + "/plugins/hours"])
        #expect(report.isSuccess, "\(report.text)")
    }
}
