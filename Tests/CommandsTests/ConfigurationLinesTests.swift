// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Testing

@testable internal import Commands

@Suite("Configuration: lines")
struct ConfigurationLinesTests {
    private func key(_ parts: Any...) -> ConfigurationKey {
        ConfigurationKey(
            parts: parts.compactMap { part in
                if let name = part as? String { return .name(name) }
                return (part as? Int).map { .index($0) }
            })
    }

    @Test("Comments, blank lines and every kind of string are passed over")
    func strings() {
        let lines = ConfigurationLines(
            of: """
                # [server] port = 1
                a = "x # not a comment \\" = ["
                b = 'C:\\' # c = 1
                c = \"""
                [fake]
                d = 1 \\\"""
                \"""\""
                d = '''
                e = 1
                '''
                e = 5
                """)
        #expect(lines.line(of: key("a")) == 2)
        #expect(lines.line(of: key("b")) == 3)
        #expect(lines.line(of: key("c")) == 4)
        #expect(lines.line(of: key("d")) == 8)
        #expect(lines.line(of: key("e")) == 11)
        #expect(lines.line(of: key("fake")) == nil)
    }

    @Test("Tables, tables in arrays and what lies below them have lines of their own")
    func tables() {
        let lines = ConfigurationLines(
            of: "[a.b]\nx = 1\r\n[[n]]\nx = 1\n[n.deep]\ny = 1\n[[n]]\nx = 2\n[[n.deep]]\ny.z = 1\n")
        #expect(lines.line(of: key("a", "b", "x")) == 2)
        #expect(lines.line(of: key("n", 0)) == 3)
        #expect(lines.line(of: key("n", 0, "x")) == 4)
        #expect(lines.line(of: key("n", 0, "deep", "y")) == 6)
        #expect(lines.line(of: key("n", 1)) == 7)
        #expect(lines.line(of: key("n", 1, "x")) == 8)
        #expect(lines.line(of: key("n", 1, "deep", 0, "y", "z")) == 10)
    }

    @Test("Elements of lists and members of inline tables have lines of their own")
    func nested() {
        let lines = ConfigurationLines(
            of:
                "l = [ 1, # one\n  [2,\n 3],\n  { a = 1, b.c = [\n 9 ] },\n]\nm = { \"q.r\" = 1, s = \"}\" }\nt = 07:00:00\n"
        )
        #expect(lines.line(of: key("l", 0)) == 1)
        #expect(lines.line(of: key("l", 1, 0)) == 2)
        #expect(lines.line(of: key("l", 1, 1)) == 3)
        #expect(lines.line(of: key("l", 2, "b", "c")) == 4)
        #expect(lines.line(of: key("l", 2, "b", "c", 0)) == 5)
        #expect(lines.line(of: key("m", "q.r")) == 7)
        #expect(lines.line(of: key("t")) == 8)
    }

    @Test("A key without a line of its own has that of its table")
    func nearest() {
        let lines = ConfigurationLines(of: "\n[a]\n\"\\u0062\" = 1\n")
        #expect(lines.line(of: key("a", "b")) == 2)
        #expect(lines.line(of: key("z")) == nil)
    }

    @Test("Any text is read to its end, TOML or not")
    func anything() {
        let pieces = [
            "[", "]", "{", "}", "\"", "'", "\"\"\"", "'''", "=", ".", ",", "#", "\n", "\\", "a", "1", " ", "\u{E9}",
        ]
        var state: UInt64 = 42
        for _ in 0..<2_000 {
            var text = ""
            for _ in 0..<24 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            _ = ConfigurationLines(of: text)
        }
    }
}
