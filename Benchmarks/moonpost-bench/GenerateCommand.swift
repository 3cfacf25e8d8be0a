// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import WhatsApp

/// Writes signed webhooks for Benchmarks/webhooks.lua and flood.py to send: a line of signature, a space, and the body.
///
/// Each has one message, a text or now and then a picture. With statuses, those of messages that were sent before come in between: sent, delivered
/// and read of each, in any order, one in ten twice, as a busy platform delivers them.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "generate")

    @Option var count = 100_000
    @Option(help: "How many people write, one after the other.") var contacts = 1_000
    @Option var number = "100000000000001"
    @Option var secret = "bench-app-secret"
    @Option(help: "Makes the ids of this file differ from those of others.") var series = "a"
    @Option var text = "hello there"
    @Option(help: "Each so many-th message is a picture; 0: none is.") var pictures = 0
    @Option(help: "A file of messages that were sent, a line each: the platform's id, a space, the phone number.") var statuses: String?
    @Option var out: String

    func run() async throws {
        _ = FileManager.default.createFile(atPath: out, contents: nil)
        guard let file = FileHandle(forWritingAtPath: out) else { throw ValidationError("\(out) cannot be written") }
        var buffer = Data()
        let reports = try reports()
        var reported = 0
        for index in 0..<count {
            var values = [message(index)]
            let end = reports.count * (index + 1) / count
            values += reports[reported..<end]
            reported = end
            for value in values {
                let body = webhook(value).encoded()
                buffer.append(contentsOf: Signature.sign(body, secret: Secret(secret)).utf8)
                buffer.append(UInt8(ascii: " "))
                buffer.append(contentsOf: body)
                buffer.append(UInt8(ascii: "\n"))
            }
            if buffer.count > 1 << 20 {
                try file.write(contentsOf: buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try file.write(contentsOf: buffer)
        try file.close()
    }

    /// Written now: what was written more than a day ago opens no service window.
    private let now = SystemClock().now.milliseconds / 1_000

    /// As Meta sends it.
    private func webhook(_ value: JSONObject) -> JSON {
        var value = value
        value["messaging_product"] = "whatsapp"
        value["metadata"] = ["display_phone_number": "15550100000", "phone_number_id": .string(number)]
        return [
            "object": "whatsapp_business_account",
            "entry": [["id": "200000000000001", "changes": [["value": .object(value), "field": "messages"]]]],
        ]
    }

    private func message(_ index: Int) -> JSONObject {
        let phone = "2010\(10_000_000 + index % contacts)"
        var message: JSONObject = [
            "from": .string(phone), "id": .string("wamid.HBgMMjAxMDAxMjM0NTY3FQIAEhgU\(series)\(index)"), "timestamp": .string("\(now)"),
        ]
        if pictures > 0, index % pictures == pictures - 1 {
            message["type"] = "image"
            message["image"] = ["id": .string("9000\(index)"), "mime_type": "image/jpeg"]
        } else {
            message["type"] = "text"
            message["text"] = ["body": .string(text)]
        }
        return [
            "contacts": [["profile": ["name": .string("Person \(index % contacts)")], "wa_id": .string(phone)]], "messages": [.object(message)],
        ]
    }

    /// The statuses in the order in which they arrive.
    private func reports() throws -> [JSONObject] {
        guard let statuses else { return [] }
        var generator = SeededGenerator(seed: 1)
        var reports: [JSONObject] = []
        for line in try String(contentsOfFile: statuses, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2 else { throw ValidationError("\(statuses) has the line \"\(line)\": write an id, a space, and a phone number") }
            var names = ["sent", "delivered", "read"]
            if Int.random(in: 0..<10, using: &generator) == 0 { names.append("delivered") }
            for name in names {
                reports.append([
                    "statuses": [[
                        "id": .string(String(words[0])), "status": .string(name), "timestamp": .string("\(now)"),
                        "recipient_id": .string(String(words[1])),
                        "pricing": ["billable": true, "pricing_model": "PMP", "type": "regular", "category": "service"],
                    ]]
                ])
            }
        }
        reports.shuffle(using: &generator)
        return reports
    }
}
