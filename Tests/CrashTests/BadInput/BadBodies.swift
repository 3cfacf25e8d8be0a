// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Webhook bodies as nobody should send them. Each has message ids of its own.
enum BadBodies {
    struct Case: Sendable {
        var name: String
        var body: [UInt8]
    }

    static func all(seed: UInt64) -> [Case] {
        truncated() + deep() + numbers() + wrongTypes() + texts() + invalidUTF8() + duplicateKeys() + crowds()
            + mutated(seed: seed)
    }

    /// A message as Meta sends it; `from` and `to` are replaced in its text.
    static func message(_ id: String, replacing from: String? = nil, with to: String = "") -> String {
        let text = String(
            decoding: WebhookBody.message("wamid." + id, from: "4915100000001", text: "hello", at: 1_790_000_000),
            as: UTF8.self)
        guard let from else { return text }
        return text.replacing(from, with: to)
    }

    private static func make(_ name: String, _ text: String) -> Case { Case(name: name, body: Array(text.utf8)) }

    private static func truncated() -> [Case] {
        let text = Array(message("truncated").utf8)
        return stride(from: 0, to: text.count, by: 7).map { Case(name: "cut at \($0)", body: Array(text[..<$0])) }
    }

    private static func deep() -> [Case] {
        [10, 50, 63, 64, 65, 100, 512, 100_000].flatMap { depth in
            let open = String(repeating: "[", count: depth), close = String(repeating: "]", count: depth)
            let objects = String(repeating: #"{"a":"#, count: depth), ends = String(repeating: "}", count: depth)
            return [
                make("\(depth) lists deep", message("deep\(depth)", replacing: #""hello""#, with: open + close)),
                make(
                    "\(depth) objects deep",
                    message("deeper\(depth)", replacing: #""hello""#, with: objects + "1" + ends)),
                make("\(depth) lists that never close", open),
            ]
        }
    }

    private static func numbers() -> [Case] {
        let digits = String(repeating: "9", count: 10_000)
        let numbers = [
            "1e400", "-1e400", "1e-400", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1E+308",
            "-0",
            "-0.0", "0.1e1", digits, "1." + digits, "1e" + digits, "-" + digits, "01", "+1", "1.", ".5", "0x10", "1e",
            "--1", "1_000",
            "NaN", "Infinity", "-Infinity",
        ]
        return numbers.enumerated().flatMap { index, number in
            [
                make(
                    "timestamp \(number.prefix(12))", message("time\(index)", replacing: #""1790000000""#, with: number)
                ),
                make(
                    "number id \(number.prefix(12))",
                    message("id\(index)", replacing: "\"\(HostFolder.number)\"", with: number)),
            ]
        }
    }

    /// Every member of a webhook in turn, as everything that it should not be.
    private static func wrongTypes() -> [Case] {
        let strange = ["null", "true", "0", "-1.5", #""""#, #""x""#, "[]", "{}", "[null]", "[[]]", #"{"":{}}"#]
        guard let webhook = try? JSON(message("types")) else { return [] }
        var cases: [Case] = []
        for path in paths(of: webhook) {
            for (index, text) in strange.enumerated() {
                guard let value = try? JSON(text) else { continue }
                let id: JSON = .string("wamid.types\(cases.count)")
                let named = replace(webhook, ["entry", "0", "changes", "0", "value", "messages", "0", "id"], id)
                cases.append(
                    Case(
                        name: "\(path.joined(separator: ".")) is \(strange[index])",
                        body: replace(named, path, value).encoded()))
            }
        }
        return cases
    }

    private static func paths(of value: JSON) -> [[String]] {
        switch value {
        case .object(let object):
            object.flatMap { name, member in [[name]] + paths(of: member).map { [name] + $0 } }
        case .array(let elements):
            elements.enumerated().flatMap { index, element in
                [["\(index)"]] + paths(of: element).map { ["\(index)"] + $0 }
            }
        default: []
        }
    }

    private static func replace(_ value: JSON, _ path: [String], _ replacement: JSON) -> JSON {
        guard let first = path.first else { return replacement }
        let rest = Array(path.dropFirst())
        switch value {
        case .object(var object):
            guard let member = object[first] else { return value }
            object[first] = replace(member, rest, replacement)
            return .object(object)
        case .array(var elements):
            guard let index = Int(first), elements.indices.contains(index) else { return value }
            elements[index] = replace(elements[index], rest, replacement)
            return .array(elements)
        default: return value
        }
    }

    private static func texts() -> [Case] {
        let texts = [
            "", " ", "\n", "null", "true", "0", #""x""#, "[]", "{}", "[{}]", "{}{}", "{},", "{", "}", "]", ",", ":",
            "\"", #""\""#, "\u{FEFF}{}",
            "{'object':'whatsapp_business_account'}", "{object:1}", "{\"a\":1,}", "[1,]", "[,1]", "{\"a\" 1}",
            "{\"a\":}", "/* */{}",
            "{} // no", "tru", "nul", "falsee", "\u{0}", "{\"object\":\"page\",\"entry\":[]}", "{\"entry\":[]}",
            "{\"object\":\"whatsapp_business_account\"}", "{\"object\":\"whatsapp_business_account\",\"entry\":{}}",
            "{\"object\":\"whatsapp_business_account\",\"entry\":[]}",
            "{\"object\":\"whatsapp_business_account\",\"entry\":[[]]}",
            "{\"object\":[\"whatsapp_business_account\"],\"entry\":[]}", "a=1&b=2", "<xml/>", "--boundary\r\n",
        ]
        return texts.map { make("the text \($0.prefix(30))", $0) }
            + [
                make("a line break in a text", message("break", replacing: "hello", with: "a\nb")),
                make("a NUL in a text", message("nul", replacing: "hello", with: "a\u{0}b")),
                make("an escaped NUL", message("nul2", replacing: "hello", with: #"a\u0000b"#)),
                make("half a surrogate pair", message("half", replacing: "hello", with: #"\ud83d"#)),
                make("a pair the wrong way round", message("half2", replacing: "hello", with: #"\ude00\ud83d"#)),
                make(
                    "half a surrogate pair in an id", message("half3", replacing: "wamid.half3", with: #"wamid.\udead"#)
                ),
                make("an unknown escape", message("escape", replacing: "hello", with: #"\x41"#)),
                make("an escape cut short", message("escape2", replacing: "hello", with: #"\u00"#)),
                make("an id of 10,000 characters", message("long" + String(repeating: "x", count: 10_000))),
                make("an empty id", message("empty", replacing: "wamid.empty", with: "")),
                make(
                    "a text of 1 MiB", message("big", replacing: "hello", with: String(repeating: "🎈", count: 1 << 18))),
                make(
                    "a type of 1 MiB",
                    message(
                        "type", replacing: #""type":"text""#,
                        with: #""type":""# + String(repeating: "t", count: 1 << 20) + "\"")),
                make(
                    "SQL", message("sql'); DROP TABLE inbox; --", replacing: "hello", with: "'; DROP TABLE outbox; --")),
            ]
    }

    private static func invalidUTF8() -> [Case] {
        let strange: [[UInt8]] = [
            [0xFF], [0xFE], [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xF0, 0x9F, 0x98],
            [0xF5, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE0, 0x80, 0xAF],
        ]
        return strange.enumerated().flatMap { index, bytes -> [Case] in
            ["hello", "utf8", "wa_id", "statuses"].map { place in
                let text = Array(message("utf8\(index)\(place)").utf8)
                let word = Array(place.utf8)
                let start = text.indices.first { text[$0...].starts(with: word) } ?? text.count
                return Case(
                    name: "the bytes \(bytes) before \(place)",
                    body: Array(text[..<start]) + bytes + Array(text[start...]))
            }
        }
    }

    private static func duplicateKeys() -> [Case] {
        let pairs = [
            (#""object":"whatsapp_business_account""#, #""object":"page""#),
            (#""entry":["#, #""entry":null,"entry":["#),
            (#""type":"text""#, #""type":"image""#), (#""from":"4915100000001""#, #""from":null"#),
            (#""field":"messages""#, #""field":"x""#),
            (#""body":"hello""#, #""body":{"body":1}"#), (#""messaging_product":"whatsapp""#, #""messages":[]"#),
        ]
        return pairs.enumerated().flatMap { index, pair in
            [
                make(
                    "\(pair.1) before the right one",
                    message(
                        "dup\(index)", replacing: pair.0, with: pair.1 + (pair.1.hasSuffix("[") ? "" : "," + pair.0))),
                make(
                    "\(pair.1) after the right one",
                    message(
                        "pud\(index)", replacing: pair.0, with: pair.0.hasSuffix("[") ? pair.1 : pair.0 + "," + pair.1)),
            ]
        }
    }

    /// So many updates in one webhook.
    static func crowd(_ count: Int, id: String, entries: Int = 1) -> [UInt8] {
        let messages = (0..<count).map { index in
            #"{"from":"49152\#(1_000_000 + index)","id":"wamid.\#(id)\#(index)","timestamp":"1790000000","type":"text","text":{"body":"x"}}"#
        }
        let size = (count + entries - 1) / max(entries, 1)
        let lists = stride(from: 0, to: count, by: max(size, 1)).map {
            messages[$0..<min($0 + size, count)].joined(separator: ",")
        }
        let parts = lists.map { list in
            #"{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"\#(HostFolder.number)"},"messages":[\#(list)]}}]}"#
        }
        return Array(#"{"object":"whatsapp_business_account","entry":[\#(parts.joined(separator: ","))]}"#.utf8)
    }

    private static func crowds() -> [Case] {
        [
            Case(name: "1,000 updates", body: crowd(1_000, id: "crowd")),
            Case(name: "1,001 updates", body: crowd(1_001, id: "toomany")),
            Case(name: "1,001 updates in 11 entries", body: crowd(1_001, id: "toomany2", entries: 11)),
            Case(
                name: "the same update 100 times",
                body: Array(
                    String(decoding: crowd(100, id: "same"), as: UTF8.self).replacing(
                        /wamid\.same\d+/, with: "wamid.same"
                    ).utf8)),
        ]
    }

    /// Webhooks in which some bytes are others.
    private static func mutated(seed: UInt64) -> [Case] {
        var generator = SeededGenerator(seed: seed)
        return (0..<150).map { index in
            var body = Array(message("mutant\(index)").utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<body.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: body[place] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: body.remove(at: place)
                case 2: body.insert(body[Int.random(in: 0..<body.count, using: &generator)], at: place)
                default:
                    let other = Int.random(in: 0..<body.count, using: &generator)
                    body.swapAt(place, other)
                }
            }
            return Case(name: "mutant \(index) of seed \(seed)", body: body)
        }
    }
}
