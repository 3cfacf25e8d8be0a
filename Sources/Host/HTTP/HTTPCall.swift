// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Plugins

/// What a script asks of `bot.http`, read and checked.
struct HTTPCall: Sendable {
    var method: String
    var address: WebAddress
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    var timeout: Duration

    /// Those that say how the message is framed, or to whom it goes: another "Host" would be a host that nobody granted.
    private static let ours: Set<String> = [
        "host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect", "keep-alive",
        "accept-encoding", "proxy-authorization", "proxy-connection",
    ]
    private static let longestTimeout = Duration.seconds(60)

    /// - Parameters:
    ///   - method: As scripts call it, such as "post".
    ///   - key: Names the call. It goes along with whatever changes something (draft-ietf-httpapi-idempotency-key-header), so
    ///     that the other side can tell a request that is made again after a crash.
    /// - Throws: What is wrong with it, for the script.
    init(_ method: String, _ arguments: JSON, timeout standard: Duration, key: String) throws(OperationError) {
        self.method = method.uppercased()
        func refuse(_ why: String) -> OperationError { OperationError(code: "invalid_request", message: "bot.http.\(method): \(why)") }
        do throws(FetchError) {
            let address = try WebAddress(arguments["url"]?.text ?? "")
            let query = try Self.encoded(arguments["query"], "query")
            let joint = query.isEmpty ? "" : address.url.contains("?") ? "&" : "?"
            self.address = query.isEmpty ? address : try WebAddress(address.url + joint + query)
            if let json = arguments["json"] {
                body = json.encoded()
                headers.append(("Content-Type", "application/json"))
            } else if let form = arguments["form"] {
                body = Array(try Self.encoded(form, "form").utf8)
                headers.append(("Content-Type", "application/x-www-form-urlencoded"))
            } else if let text = arguments["text"]?.text {
                body = Array(text.utf8)
                headers.append(("Content-Type", "text/plain; charset=utf-8"))
            }
        } catch {
            throw refuse(error.message)
        }
        timeout = arguments["timeout"]?.int.map { .milliseconds($0) } ?? standard
        guard timeout > .zero, timeout <= Self.longestTimeout else {
            throw refuse("the timeout must be longer than nothing and at most \(Self.longestTimeout.components.seconds) seconds")
        }
        for (name, value) in arguments["headers"]?.object ?? [:] {
            guard let text = Self.text(value) else { throw refuse("the header \"\(name)\" must be a text or a number") }
            guard !Self.ours.contains(name.lowercased()) else { throw refuse("the header \"\(name)\" is written by the host alone") }
            headers.removeAll { $0.name.lowercased() == name.lowercased() }
            headers.append((name, text))
        }
        if self.method != "GET", !headers.contains(where: { $0.name.lowercased() == "idempotency-key" }) {
            headers.append(("Idempotency-Key", key))
        }
    }

    private static func text(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
        case .bool(let flag): flag ? "true" : "false"
        default: nil
        }
    }

    /// Names and values as application/x-www-form-urlencoded, in the order of the names; a list repeats its name.
    private static func encoded(_ values: JSON?, _ what: String) throws(FetchError) -> String {
        var pairs: [String] = []
        for (name, value) in values?.object ?? [:] {
            for element in value.elements ?? [value] {
                guard let text = text(element) else {
                    throw FetchError(
                        code: .invalidRequest, message: "\(what): \"\(name)\" must be a text, a number, true or false, or a list of such",
                        requestWasWritten: false)
                }
                pairs.append(escaped(name) + "=" + escaped(text))
            }
        }
        return pairs.joined(separator: "&")
    }

    /// All but the unreserved characters of RFC 3986 as %XX.
    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(decoding: text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                [byte]
            default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }, as: UTF8.self)
    }
}
