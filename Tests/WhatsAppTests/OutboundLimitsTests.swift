// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct OutboundLimitsTests {
    private func problem(_ json: JSON) -> MessageProblem? {
        do {
            _ = try OutboundMessage.messages(from: json)
            return nil
        } catch { return error }
    }

    private func with(_ json: JSON, _ name: String, _ value: JSON) -> JSON {
        var object = json.object ?? [:]
        object[name] = value
        return .object(object)
    }

    private let buttons: JSON = ["type": "buttons", "text": "t", "buttons": ["a"]]
    private let list: JSON = ["type": "list", "text": "t", "rows": ["a"]]
    @Test("Three buttons, ten rows in ten sections, 257 contacts, and not one more")
    func counts() {
        func titles(_ count: Int) -> JSON { .array((0..<count).map { .string("t\($0)") }) }
        func cards(_ count: Int) -> JSON {
            ["type": "contacts", "contacts": .array(Array(repeating: ["name": "A"], count: count))]
        }
        func sections(_ count: Int, rows: Int) -> JSON {
            let sections = (0..<count).map { section -> JSON in
                ["title": .string("s\(section)"), "rows": .array((0..<rows).map { .string("\(section).\($0)") })]
            }
            return ["type": "list", "text": "t", "sections": .array(sections)]
        }
        #expect(problem(with(buttons, "buttons", titles(3))) == nil)
        #expect(problem(with(buttons, "buttons", titles(4)))?.limit == 3)
        #expect(problem(with(list, "rows", titles(10))) == nil)
        #expect(problem(with(list, "rows", titles(11)))?.limit == 10)
        #expect(problem(sections(10, rows: 1)) == nil)
        #expect(problem(sections(11, rows: 1))?.field == "sections")
        #expect(problem(sections(2, rows: 6))?.description == "sections have 12 rows together, the limit is 10")
        #expect(problem(cards(257)) == nil)
        #expect(problem(cards(258))?.limit == 257)
    }

    @Test("Lengths are counted so that no way of counting exceeds the limit")
    func counting() {
        #expect(problem(with(buttons, "buttons", [.string(String(repeating: "👍", count: 10))])) == nil)
        #expect(problem(with(buttons, "buttons", [.string(String(repeating: "👍", count: 11))]))?.limit == 20)
        #expect(problem(with(buttons, "buttons", [.string(String(repeating: "م", count: 20))])) == nil)
    }

    @Test("Two choices that could not be told apart are refused")
    func duplicates() {
        #expect(
            problem(with(buttons, "buttons", ["a", "a"]))?.description
                == "buttons[2].id is the same as that of buttons[1]: \"a\"")
        #expect(
            problem(with(buttons, "buttons", [["id": "1", "title": "a"], ["id": "2", "title": "a"]]))?.field
                == "buttons[2].title")
        #expect(problem(with(list, "rows", [["id": "1", "title": "a"], ["id": "2", "title": "a"]])) == nil)
        let sections: JSON = [
            "type": "list", "text": "t",
            "sections": [["title": "s", "rows": ["a"]], ["title": "r", "rows": ["b", "a"]]],
        ]
        #expect(problem(sections)?.field == "sections[2].rows[2].id")
    }

    @Test("Each mistake is told in one sentence with its field")
    func sentences() {
        let cases: [(JSON, String)] = [
            (5, "the message is a whole number, it must be a text or a table"),
            ("", "text is empty"),
            (["type": "text"], "text is missing"),
            (["type": "text", "text": " \n"], "text is empty"),
            (["type": "text", "text": 5], "text is a whole number, it must be text"),
            (["type": "text", "text": "x", "preview_url": "yes"], "preview_url is text, it must be true or false"),
            (["type": "butons", "text": "x"], "type is unknown, did you mean \"buttons\"?: \"butons\""),
            (["type": "text", "txet": "x"], "the message has no field \"txet\", did you mean \"text\"?"),
            (["type": "text", "text": "x", "context": 5], "context is a whole number, it must be a table"),
            (["type": "buttons", "text": "x"], "buttons is missing"),
            (["type": "buttons", "text": "x", "buttons": []], "buttons is empty"),
            (
                ["type": "buttons", "text": "x", "buttons": ["a", 5]],
                "buttons[2] is a whole number, it must be a table"
            ),
            (["type": "buttons", "text": "x", "buttons": [["id": "a"]]], "buttons[1].title is missing"),
            (
                ["type": "buttons", "text": "x", "buttons": [["titel": "a"]]],
                "buttons[1] has no field \"titel\", did you mean \"title\"?"
            ),
            (["type": "list", "text": "x"], "rows is missing"),
            (
                ["type": "list", "text": "x", "rows": ["a"], "sections": [["rows": ["a"]]]],
                "rows cannot stand beside sections"
            ),
            (
                ["type": "list", "text": "x", "sections": [["rows": ["a"]], ["rows": ["b"]]]],
                "sections[1].title is missing, several sections need titles"
            ),
            (
                ["type": "link", "text": "x", "title": "y", "url": "example.org"],
                "url must begin with https:// or http:// and have no spaces: \"example.org\""
            ),
            (["type": "location", "latitude": 91, "longitude": 0], "latitude must be between -90 and 90: \"91\""),
            (["type": "location", "latitude": "30", "longitude": 0], "latitude is text, it must be a number"),
            (["type": "location", "latitude": 30], "longitude is missing"),
            (["type": "image"], "media is missing, it is an address, an id, or a table with id or link"),
            (["type": "image", "media": "my photo.jpg"], "media is neither an address nor an id: \"my photo.jpg\""),
            (["type": "image", "media": [:]], "media has neither id nor link"),
            (
                ["type": "sticker", "media": "1", "caption": "x"],
                "the message has no field \"caption\", it can have media, type, context"
            ),
            (["type": "contacts", "contacts": [["phone": "1"]]], "contacts[1].name is missing"),
            (
                ["type": "contacts", "contacts": [["name": "A", "phone": "x"]]],
                "contacts[1].phone is not a phone number: \"x\""
            ),
            (["type": "reaction", "message_id": "w"], "emoji is missing, an empty text takes the reaction back"),
            (["type": "reaction", "message_id": "w", "emoji": "👍👍"], "emoji must be one emoji: \"👍👍\""),
        ]
        for (json, sentence) in cases { #expect(problem(json)?.description == sentence) }
    }

    @Test(
        "A type that only arrives is refused with those that can be sent",
        arguments: ["order", "unknown", "system", "edit", "revoke", "request_welcome"])
    func receivedOnly(type: String) {
        #expect(
            problem(["type": .string(type)])?.rule.hasPrefix("cannot be sent with chat:send, what can is text, image")
                == true)
    }

    @Test("A long value is shortened in the error")
    func shortened() {
        let text = String(repeating: "long\n", count: 300)
        #expect(problem(with(buttons, "text", .string(text)))?.value?.count == 49)
    }
}
