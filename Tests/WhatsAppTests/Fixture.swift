// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import WhatsApp

/// The bodies beside the tests, shaped as Meta documents them.
enum Fixture {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: name + ".json")))
    }

    static func json(_ name: String) throws -> JSON { try JSON(bytes(name)) }

    static func webhook(_ name: String) throws -> Webhook { try Webhook.parse(json(name)) }

    /// The only update of a body.
    static func update(_ name: String) throws -> Update {
        let updates = try webhook(name).updates
        guard updates.count == 1 else { throw Unexpected(description: "\(name) has \(updates.count) updates") }
        return updates[0]
    }

    static func message(_ name: String) throws -> InboundMessage {
        guard case .message(let message) = try update(name).kind else {
            throw Unexpected(description: "\(name) is no message")
        }
        return message
    }

    static func status(_ name: String) throws -> StatusUpdate {
        guard case .status(let status) = try update(name).kind else {
            throw Unexpected(description: "\(name) is no status")
        }
        return status
    }

    /// Every body that is a webhook, by name.
    static func webhooks() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
            .filter { $0.hasSuffix(".json") && !$0.hasPrefix("answer.") }
            .map { String($0.dropLast(5)) }
            .sorted()
    }

    struct Unexpected: Error, CustomStringConvertible { var description: String }
}
