// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import FoundationXML
internal import Testing

@testable internal import ChatTesting

@Suite("The report of a run")
struct ChatReportTests {
    private static let report: ChatReport = {
        let failure = ChatReport.Failure(
            file: "a.chat", line: 7, summary: "says \"<b>\" & more", expected: "< a", got: "< b\u{1}\t]]>",
            transcript: "  - < a\n  + < b\u{1}\t]]>", incidents: ["a.lua:3: no"])
        return ChatReport(
            scenes: [
                ChatReport.Scene(
                    file: "a.chat", line: 1, title: "A & \"B\"", failure: failure, notes: [], duration: .milliseconds(1_250)),
                ChatReport.Scene(file: "a.chat", line: 9, title: nil, failure: nil, notes: ["a.chat:9: late"], duration: .zero),
                ChatReport.Scene(file: "b.chat", line: 1, title: nil, failure: nil, notes: [], duration: .milliseconds(3)),
            ], problems: ["c.chat:1: broken <line>"], duration: .milliseconds(2_000))
    }()

    /// The elements of an XML text in order, with their attributes and texts.
    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [(name: String, attributes: [String: String], text: String)] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            elements.append((name, attributes, ""))
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            elements[elements.count - 1].text += text
        }
    }

    @Test("is one JSON document that says everything")
    func json() throws {
        let text = Self.report.jsonText
        let json = try JSON(text)
        #expect(json["passed"] == .bool(false))
        #expect(json["files"] == .integer(2))
        #expect(json["failed"] == .integer(1))
        #expect(json["seconds"] == .number(2))
        #expect(json["problems"]?[0]?.text == "c.chat:1: broken <line>")
        let scene = json["scenes"]?[0]
        #expect(scene?["title"]?.text == "A & \"B\"")
        #expect(scene?["seconds"] == .number(1.25))
        #expect(scene?["failure"]?["transcript"]?.text == "  - < a\n  + < b\u{1}\t]]>")
        #expect(scene?["failure"]?["got"]?.text == "< b\u{1}\t]]>")
        #expect(json["scenes"]?[1]?["passed"] == .bool(true))
        #expect(json["scenes"]?[1]?["failure"] == .null)
    }

    @Test("is JUnit XML that a reader gives back as it was")
    func junit() throws {
        let reader = Reader()
        let parser = XMLParser(data: Data(Self.report.junit.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))\n\(Self.report.junit)")
        let elements = reader.elements
        #expect(
            elements.map(\.name) == [
                "testsuites", "testsuite", "testcase", "failure", "testcase", "system-out", "testsuite", "testcase",
                "testsuite", "testcase", "error",
            ])
        #expect(elements[0].attributes == ["tests": "4", "failures": "1", "errors": "1", "time": "2.0"])
        #expect(elements[1].attributes["name"] == "a.chat")
        #expect(elements[2].attributes["name"] == "A & \"B\"")
        #expect(elements[2].attributes["time"] == "1.25")
        #expect(elements[3].attributes["message"] == "a.chat:7: says \"<b>\" & more")
        #expect(elements[3].text.hasPrefix("  - < a\n  + < b\u{FFFD}\t]]>\nThe host reports: a.lua:3: no"))
        #expect(elements[4].attributes["name"] == "line 9")
        #expect(elements[10].attributes["message"] == "c.chat:1: broken <line>")
    }
}
