// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Simulator
internal import Testing

/// Each documented limit at its edge: the largest message that passes, and the smallest that does not.
struct GraphLimitTests {
    struct Edge: Sendable, CustomTestStringConvertible {
        var name: String
        var code: Int64
        var details: String?
        var fits: JSONObject
        var exceeds: JSONObject

        var testDescription: String { name }
    }

    static func interactive(_ part: String, _ text: Int) -> JSONObject {
        var message = Sample.buttons(["A"])
        var interactive = message["interactive"]?.object ?? [:]
        interactive[part] = part == "header" ? ["type": "text", "text": .string(Sample.text(text))] : ["text": .string(Sample.text(text))]
        message["interactive"] = .object(interactive)
        return message
    }

    static func link(title: Int) -> JSONObject {
        [
            "type": "interactive",
            "interactive": [
                "type": "cta_url", "body": ["text": "x"],
                "action": [
                    "name": "cta_url", "parameters": ["display_text": .string(Sample.text(title)), "url": "https://example.com"],
                ],
            ],
        ]
    }

    static func rows(_ count: Int, from first: Int = 0) -> [JSON] { (first..<first + count).map { Sample.row("r\($0)") } }

    static func card(_ index: Int) -> JSON { ["name": ["formatted_name": .string("P\(index)"), "first_name": "P"]] }

    static let edges: [Edge] = [
        Edge(
            name: "text 4,096", code: 100, fits: ["text": ["body": .string(Sample.text(4_096))]],
            exceeds: ["text": ["body": .string(Sample.text(4_097))]]),
        Edge(
            name: "text in UTF-16 units", code: 100, fits: ["text": ["body": .string(String(repeating: "😀", count: 2_048))]],
            exceeds: ["text": ["body": .string(String(repeating: "😀", count: 2_048) + "x")]]),
        Edge(
            name: "interactive body 1,024", code: 131009, details: "Body text length invalid. Min length: 1, Max length: 1024",
            fits: interactive("body", 1_024), exceeds: interactive("body", 1_025)),
        Edge(
            name: "interactive body at least 1", code: 131009, details: "Body text length invalid. Min length: 1, Max length: 1024",
            fits: interactive("body", 1), exceeds: interactive("body", 0)),
        Edge(
            name: "header 60", code: 131009, details: "Header text length invalid. Min length: 1, Max length: 60",
            fits: interactive("header", 60), exceeds: interactive("header", 61)),
        Edge(
            name: "footer 60", code: 131009, details: "Footer text length invalid. Min length: 1, Max length: 60",
            fits: interactive("footer", 60), exceeds: interactive("footer", 61)),
        Edge(
            name: "3 buttons", code: 131009, details: "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3",
            fits: Sample.buttons(["A", "B", "C"]), exceeds: Sample.buttons(["A", "B", "C", "D"])),
        Edge(
            name: "at least 1 button", code: 131009, details: "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3",
            fits: Sample.buttons(["A"]), exceeds: Sample.buttons([])),
        Edge(
            name: "button title 20", code: 131009, details: "Button title length invalid. Min length: 1, Max length: 20",
            fits: Sample.buttons([Sample.text(20)]), exceeds: Sample.buttons([Sample.text(21)])),
        Edge(
            name: "button title not empty", code: 131009, details: "Button title length invalid. Min length: 1, Max length: 20",
            fits: Sample.buttons(["A"]), exceeds: Sample.buttons([""])),
        Edge(
            name: "button id 256", code: 131009, details: "Button id length invalid. Min length: 1, Max length: 256",
            fits: Sample.buttons(["A"], ids: [Sample.text(256)]), exceeds: Sample.buttons(["A"], ids: [Sample.text(257)])),
        Edge(
            name: "unique button ids", code: 131009, fits: Sample.buttons(["A", "B"], ids: ["a", "b"]),
            exceeds: Sample.buttons(["A", "B"], ids: ["a", "a"])),
        Edge(name: "unique button titles", code: 131009, fits: Sample.buttons(["A", "a"]), exceeds: Sample.buttons(["A", "A"])),
        Edge(
            name: "10 rows in one section", code: 131009, details: "Total row count exceed max allowed count: 10",
            fits: Sample.list([rows(10)]), exceeds: Sample.list([rows(11)])),
        Edge(
            name: "10 rows in total", code: 131009, details: "Total row count exceed max allowed count: 10",
            fits: Sample.list([rows(5), rows(5, from: 5)]), exceeds: Sample.list([rows(5), rows(6, from: 5)])),
        Edge(
            name: "10 sections", code: 131009, details: "Invalid sections count. Min allowed sections: 1, Max allowed sections: 10",
            fits: Sample.list((0..<10).map { rows(1, from: $0) }), exceeds: Sample.list((0..<11).map { rows(1, from: $0) })),
        Edge(
            name: "row title 24", code: 131009, details: "Row title is too long. Max length is 24",
            fits: Sample.list([[Sample.row("a", title: Sample.text(24))]]), exceeds: Sample.list([[Sample.row("a", title: Sample.text(25))]])),
        Edge(
            name: "row description 72", code: 131009, details: "Row description is too long. Max length is 72",
            fits: Sample.list([[Sample.row("a", description: Sample.text(72))]]),
            exceeds: Sample.list([[Sample.row("a", description: Sample.text(73))]])),
        Edge(
            name: "row id 200", code: 131009, fits: Sample.list([[Sample.row(Sample.text(200))]]),
            exceeds: Sample.list([[Sample.row(Sample.text(201))]])),
        Edge(
            name: "unique row ids", code: 131009, fits: Sample.list([[Sample.row("a"), Sample.row("b")]]),
            exceeds: Sample.list([[Sample.row("a")], [Sample.row("a")]])),
        Edge(
            name: "list button 20", code: 131009, details: "List button text length invalid. Min length: 1, Max length: 20",
            fits: Sample.list([rows(1)], button: Sample.text(20)), exceeds: Sample.list([rows(1)], button: Sample.text(21))),
        Edge(
            name: "section title 24", code: 131009, details: "Section title length invalid. Min length: 1, Max length: 24",
            fits: Sample.list([rows(1)], titles: [Sample.text(24)]), exceeds: Sample.list([rows(1)], titles: [Sample.text(25)])),
        Edge(
            name: "section titles when there are several", code: 131008, fits: Sample.list([rows(1)], titles: [nil]),
            exceeds: Sample.list([rows(1), rows(1, from: 1)], titles: ["A", nil])),
        Edge(name: "a section has rows", code: 131008, fits: Sample.list([rows(1)]), exceeds: Sample.list([[]])),
        Edge(
            name: "link title 20", code: 131009, details: "Link button text length invalid. Min length: 1, Max length: 20",
            fits: link(title: 20), exceeds: link(title: 21)),
        Edge(
            name: "caption 1,024", code: 100,
            fits: ["type": "image", "image": ["link": "https://example.com/a.png", "caption": .string(Sample.text(1_024))]],
            exceeds: ["type": "image", "image": ["link": "https://example.com/a.png", "caption": .string(Sample.text(1_025))]]),
        Edge(
            name: "media link", code: 100, fits: ["type": "document", "document": ["link": "http://a/b.pdf"]],
            exceeds: ["type": "document", "document": ["link": "file:///etc/passwd"]]),
        Edge(
            name: "latitude 90", code: 131009, fits: ["type": "location", "location": ["latitude": "90", "longitude": -180]],
            exceeds: ["type": "location", "location": ["latitude": 90.1, "longitude": 0]]),
        Edge(
            name: "257 contacts", code: 131009, fits: ["type": "contacts", "contacts": .array((0..<257).map(card))],
            exceeds: ["type": "contacts", "contacts": .array((0..<258).map(card))]),
        Edge(
            name: "a contact needs a part of its name", code: 131008, fits: ["type": "contacts", "contacts": [card(1)]],
            exceeds: ["type": "contacts", "contacts": [["name": ["formatted_name": "P"]]]]),
        Edge(
            name: "callback data 512", code: 100, fits: ["text": ["body": "x"], "biz_opaque_callback_data": .string(Sample.text(512))],
            exceeds: ["text": ["body": "x"], "biz_opaque_callback_data": .string(Sample.text(513))]),
        Edge(name: "recipient", code: 131009, fits: ["text": ["body": "x"]], exceeds: ["to": "hello", "text": ["body": "x"]]),
    ]

    @Test("The largest message passes, one more is refused with the documented code", arguments: edges)
    func edge(edge: Edge) throws {
        var stage = try Stage()
        let accepted = stage.send(edge.fits).response
        #expect(accepted.status == 200, "\(accepted.body)")
        let shown = stage.messages.count
        let (refused, webhooks) = stage.send(edge.exceeds)
        #expect(refused.status == 400)
        #expect(refused.code == edge.code)
        #expect(refused.body["error"]?["message"]?.text?.hasPrefix("(#\(edge.code)) ") == true)
        if let details = edge.details { #expect(refused.details == details) }
        #expect(webhooks.isEmpty)
        #expect(stage.messages.count == shown)
    }

    @Test("A pair of numbers has 45 messages at once, then one in 6 seconds, when the rule is on")
    func pairRate() throws {
        var rules = PlatformRules.immediate
        rules.limitsPairRate = true
        var stage = try Stage(rules: rules)
        let codes = (0..<46).map { _ in stage.send(["text": ["body": "x"]]).response.code }
        #expect(codes == Array(repeating: nil, count: 45) + [131056])
        stage.now = stage.now + .seconds(6)
        #expect(stage.send(["text": ["body": "x"]]).response.code == nil)
        #expect(stage.send(["text": ["body": "x"]]).response.code == 131056)
    }

    @Test("A number has its throughput, when the rule is on")
    func throughput() throws {
        var rules = PlatformRules.immediate
        rules.throughput = 80
        var stage = try Stage(rules: rules)
        #expect((0..<81).count { _ in stage.send(["text": ["body": "x"]]).response.code == 130429 } == 1)
        stage.now = stage.now + .seconds(1)
        #expect((0..<81).count { _ in stage.send(["text": ["body": "x"]]).response.code == 130429 } == 1)
    }

    @Test("Without the rules nothing is limited")
    func unlimited() throws {
        var stage = try Stage()
        #expect((0..<200).allSatisfy { _ in stage.send(["text": ["body": "x"]]).response.status == 200 })
    }
}
