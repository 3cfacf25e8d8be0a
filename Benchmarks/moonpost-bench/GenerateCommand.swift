// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import WhatsApp

/// Writes signed webhooks, one text message each, for Benchmarks/webhooks.lua to send: a line of signature, a space,
/// and the body.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "generate")

    @Option var count = 100_000
    @Option(help: "How many people write, one after the other.") var contacts = 1_000
    @Option var number = "100000000000001"
    @Option var secret = "bench-app-secret"
    @Option(help: "Makes the ids of this file differ from those of others.") var series = "a"
    @Option var text = "hello there"
    @Option var out: String

    func run() async throws {
        _ = FileManager.default.createFile(atPath: out, contents: nil)
        guard let file = FileHandle(forWritingAtPath: out) else { throw ValidationError("\(out) cannot be written") }
        var buffer = Data()
        for index in 0..<count {
            let body = webhook(index).encoded()
            buffer.append(contentsOf: Signature.sign(body, secret: Secret(secret)).utf8)
            buffer.append(UInt8(ascii: " "))
            buffer.append(contentsOf: body)
            buffer.append(UInt8(ascii: "\n"))
            if buffer.count > 1 << 20 {
                try file.write(contentsOf: buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: buffer)
        try file.close()
    }

    /// As Meta sends it.
    private func webhook(_ index: Int) -> JSON {
        let phone = "2010\(10_000_000 + index % contacts)"
        return [
            "object": "whatsapp_business_account",
            "entry": [[
                "id": "200000000000001",
                "changes": [[
                    "value": [
                        "messaging_product": "whatsapp",
                        "metadata": ["display_phone_number": "15550100000", "phone_number_id": .string(number)],
                        "contacts": [["profile": ["name": .string("Person \(index % contacts)")], "wa_id": .string(phone)]],
                        "messages": [[
                            "from": .string(phone), "id": .string("wamid.HBgMMjAxMDAxMjM0NTY3FQIAEhgU\(series)\(index)"),
                            "timestamp": .string("\(1_795_000_000 + index / 100)"), "text": ["body": .string(text)],
                            "type": "text",
                        ]],
                    ],
                    "field": "messages",
                ]],
            ]],
        ]
    }
}
