// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing

struct JSONDecodingTests {
    private func reason(_ text: String, limits: JSON.Limits = JSON.Limits()) -> JSONError.Reason? {
        reason(Array(text.utf8), limits: limits)
    }

    private func reason(_ bytes: [UInt8], limits: JSON.Limits = JSON.Limits()) -> JSONError.Reason? {
        do {
            _ = try JSON(bytes, limits: limits)
            return nil
        } catch { return error.reason }
    }

    /// Not `JSON("…")`: with a literal, that is the JSON text of those characters.
    private func read(_ text: String) throws(JSONError) -> JSON { try JSON(text) }

    @Test("Integers and floats are kept apart")
    func numbers() throws {
        let cases: [(String, JSON)] = [
            ("0", .integer(0)), ("-0", .integer(0)), ("7", .integer(7)), ("-12", .integer(-12)),
            ("999999999999999999", .integer(999_999_999_999_999_999)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
            ("1.0", .number(1)), ("-0.0", .number(-0.0)), ("1e2", .number(100)), ("1E+2", .number(100)),
            ("25e-1", .number(2.5)),
            ("0.1", .number(0.1)), ("1e-400", .number(0)),
            ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
            ("123456789012345678901234567890", .number(1.2345678901234568e29)), ("0e5", .number(0)),
        ]
        for (text, value) in cases { #expect(try read(text) == value, "\(text)") }
        guard case .number(let zero) = try read("-0.0") else {
            Issue.record("not a float")
            return
        }
        #expect(zero.sign == .minus)
    }

    @Test(
        "What is no JSON number is refused",
        arguments: [
            "01", "-", "-01", "1.", ".5", "1e", "1e+", "+1", "0x10", "1.e5", "1_000", "NaN", "Infinity", "1e309", "--1",
            "1 2",
        ])
    func notNumbers(text: String) { #expect(reason(text) != nil) }

    @Test("A number of more than a thousand characters is refused")
    func longNumber() {
        #expect(reason(String(repeating: "9", count: 1_001)) == .invalid("a number of more than 1,000 characters"))
        #expect(reason("0." + String(repeating: "3", count: 900)) == nil)
    }

    @Test("Escapes become what they stand for")
    func escapes() throws {
        #expect(try read(#""\"\\\/\b\f\n\r\t""#) == .string("\"\\/\u{8}\u{C}\n\r\t"))
        #expect(try read(#""\u0041\u00e9\u00E9\u20ac\u0000""#) == .string("Aéé€\u{0}"))
        #expect(try read(#""a\u0062c\n""#) == "abc\n")
    }

    @Test("A pair of surrogates is one character, half a pair is U+FFFD")
    func surrogates() throws {
        #expect(try read(#""\ud83d\ude00""#) == "😀")
        #expect(try read(#""\uD83D\uDE00!""#) == "😀!")
        #expect(try read(#""\ud83d""#) == "\u{FFFD}")
        #expect(try read(#""\ude00""#) == "\u{FFFD}")
        #expect(try read(#""\ud83dx""#) == "\u{FFFD}x")
        #expect(try read(#""\ud83d\n""#) == "\u{FFFD}\n")
        #expect(try read(#""\ud83d\ud83d\ude00""#) == "\u{FFFD}😀")
        #expect(try read(#""\ud83d\u0041""#) == "\u{FFFD}A")
    }

    @Test(
        "A broken escape is refused",
        arguments: [
            #""\u""#, #""\u12""#, #""\u12g4""#, #""\x41""#, #""\"#, #""\ud83d\u""#, #""\ud83d\u12""#, #""\u00é4""#,
        ])
    func brokenEscapes(text: String) { #expect(reason(text) != nil) }

    @Test("Bytes that are not valid UTF-8 are refused, in texts and in names")
    func invalidUTF8() {
        let bad: [[UInt8]] = [
            [0xFF], [0xC3], [0xC3, 0x28], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0x80], [0xF0, 0x9F, 0x98],
        ]
        for bytes in bad {
            #expect(reason([0x22] + bytes + [0x22]) == .invalid("a text that is not valid UTF-8"), "\(bytes)")
            #expect(
                reason([0x22, 0x5C, 0x6E] + bytes + [0x22]) == .invalid("a text that is not valid UTF-8"), "\(bytes)")
            #expect(
                reason([0x7B, 0x22] + bytes + [0x22, 0x3A, 0x31, 0x7D]) == .invalid("a text that is not valid UTF-8"),
                "\(bytes)")
            #expect(reason(bytes) != nil)
        }
    }

    @Test("Control characters within a text are refused, white space around values is not")
    func controls() throws {
        for byte in UInt8(0)..<0x20 {
            #expect(reason([0x22, byte, 0x22]) == .invalid("a control character within a text"))
        }
        #expect(reason([0x22, 0x7F, 0x22]) == nil)
        #expect(try read(" \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : { } } \n") == ["a": [1, 2], "b": [:]])
        #expect(reason("\u{A0}1") != nil)
        #expect(reason("\u{FEFF}1") != nil)
    }

    @Test(
        "What is no JSON text is refused",
        arguments: [
            "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
            "{a:1}", "{\"a\":1 \"b\":2}", "{1:2}",
            "\"", "\"a", "tru", "truE", "nul", "nulll", "falsee", "1}", "[]]", "[1}", "{\"a\":1]", "'a'", "// x",
            "[1]x", ":", ",", "\\", "\u{0}",
        ])
    func notJSON(text: String) { #expect(reason(text) != nil) }

    @Test("Nothing at all is said to be empty")
    func empty() {
        #expect(reason("") == .empty)
        #expect(reason(" \n") == .empty)
    }

    @Test("Depth is counted up to its limit")
    func depth() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(reason(nested(64)) == nil)
        #expect(reason(nested(65)) == .tooDeep(limit: 64))
        #expect(reason(#"{"a":{"b":[1]}}"#, limits: JSON.Limits(depth: 3)) == nil)
        #expect(reason(#"{"a":{"b":[1]}}"#, limits: JSON.Limits(depth: 2)) == .tooDeep(limit: 2))
        #expect(reason(#""[[[[""#, limits: JSON.Limits(depth: 0)) == nil)
        #expect(reason(#""\"[[[[""#, limits: JSON.Limits(depth: 0)) == nil)
        #expect(reason(String(repeating: "]", count: 100) + nested(200)) != nil)
    }

    @Test("Values are counted before any is built, and what is within texts is not")
    func nodes() {
        func list(_ count: Int) -> String { "[" + String(repeating: "0,", count: count) + "0]" }
        #expect(reason(list(97), limits: JSON.Limits(nodes: 100)) == nil)
        #expect(reason(list(100), limits: JSON.Limits(nodes: 100)) == .tooManyNodes(limit: 100))
        #expect(reason("\"" + String(repeating: ",[{", count: 1_000) + "\"", limits: JSON.Limits(nodes: 1)) == nil)
        #expect(
            reason(String(repeating: "[],", count: 1_000_000), limits: JSON.Limits(nodes: 1_000))
                == .tooManyNodes(limit: 1_000))
    }

    @Test("An error says where it is")
    func offset() {
        func description(_ text: String, _ limits: JSON.Limits = JSON.Limits()) -> String? {
            do {
                _ = try JSON(text, limits: limits)
                return nil
            } catch { return error.description }
        }
        #expect(description(#"{"a": x}"#) == "an unexpected character at byte 6")
        #expect(description("[[[[") == "the text ends where a value should be at byte 4")
        #expect(description("[[[[", JSON.Limits(depth: 3)) == "nested deeper than 3 levels at byte 3")
        #expect(description("") == "the text is empty")
    }

    @Test("Texts of every length around the sizes that a reader may treat at once are read whole")
    func lengths() throws {
        for length in 0...70 {
            for tail in ["", "é", "\\n", "👍"] {
                let text = String(repeating: "x", count: length)
                let json = try read("[\"\(text)\(tail)\",1]")
                #expect(json == [.string(text + (tail == "\\n" ? "\n" : tail)), 1])
            }
        }
    }
}
