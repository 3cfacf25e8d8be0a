// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

/// The limits of sections 5 and 6 of Meta's facts, one row each.
struct LimitTableTests {
    private static let rows: [LimitRow] = texts + choices + shops + forms + templates

    private static let texts: [LimitRow] = [
        .characters(["type": "image", "media": "1"], "caption", 1_024) { ["caption": $0] },
        .characters(["type": "video", "media": "1"], "caption", 1_024) { ["caption": $0] },
        .characters(["type": "document", "media": "1"], "caption", 1_024) { ["caption": $0] },
        .characters(["type": "document", "media": "1"], "filename", 240) { ["filename": $0] },
        .characters(Sample.location, "name", 1_000) { ["name": $0] },
        .characters(Sample.location, "address", 1_000) { ["address": $0] },
        .characters(Sample.locationRequest, "text", 1_024) { ["text": $0] },
        .characters(Sample.contactRequest, "text", 1_024) { ["text": $0] },
        .characters(Sample.callPermission, "text", 1_024) { ["text": $0] },
        .characters(Sample.voiceCall, "text", 1_024) { ["text": $0] },
        .characters(Sample.voiceCall, "title", 20) { ["title": $0] },
        .characters(Sample.voiceCall, "payload", 512) { ["payload": $0] },
        .elements(["type": "contacts"], "contacts", 257) {
            ["contacts": .array(Array(repeating: ["name": "A"], count: $0))]
        },
        .characters(["type": "text", "text": "t"], "recipient_identity_key_hash", 128) {
            ["recipient_identity_key_hash": $0]
        },
    ]

    private static let choices: [LimitRow] = [
        .characters(Sample.buttons, "text", 1_024) { ["text": $0] },
        .characters(Sample.buttons, "header", 60) { ["header": $0] },
        .characters(Sample.buttons, "header.text", 60) { ["header": ["type": "text", "text": $0]] },
        .characters(Sample.buttons, "header.filename", 240) {
            ["header": ["type": "document", "media": "1", "filename": $0]]
        },
        .characters(Sample.buttons, "footer", 60) { ["footer": $0] },
        .characters(Sample.buttons, "buttons[1].title", 20) { ["buttons": [$0]] },
        .characters(Sample.buttons, "buttons[2].title", 20) { ["buttons": ["a", ["title": $0, "id": "b"]]] },
        .characters(Sample.buttons, "buttons[1].id", 256) { ["buttons": [["title": "a", "id": $0]]] },
        .elements(Sample.buttons, "buttons", 3) { ["buttons": Sample.titles($0)] },
        .characters(Sample.list, "text", 1_024) { ["text": $0] },
        .characters(Sample.list, "header", 60) { ["header": $0] },
        .characters(Sample.list, "footer", 60) { ["footer": $0] },
        .characters(Sample.list, "button", 20) { ["button": $0] },
        .characters(Sample.list, "rows[1].title", 24) { ["rows": [$0]] },
        .characters(Sample.list, "rows[1].description", 72) { ["rows": [["title": "a", "description": $0]]] },
        .characters(Sample.list, "rows[1].id", 200) { ["rows": [["title": "a", "id": $0]]] },
        .elements(Sample.list, "rows", 10) { ["rows": Sample.titles($0)] },
        .characters(["type": "list", "text": "t"], "sections[1].title", 24) {
            ["sections": [["title": $0, "rows": ["a"]]]]
        },
        .elements(["type": "list", "text": "t"], "sections", 10) { count in
            ["sections": .array((0..<count).map { ["title": "s", "rows": [.string("r\($0)")]] })]
        },
        .characters(Sample.link, "text", 1_024) { ["text": $0] },
        .characters(Sample.link, "title", 20) { ["title": $0] },
        .characters(Sample.link, "header", 60) { ["header": $0] },
        .characters(Sample.link, "footer", 60) { ["footer": $0] },
    ]

    private static let shops: [LimitRow] = [
        .characters(Sample.product, "text", 1_024) { ["text": $0] },
        .characters(Sample.product, "footer", 60) { ["footer": $0] },
        .characters(Sample.product, "product_retailer_id", 100) { ["product_retailer_id": $0] },
        .characters(Sample.product, "catalog_id", 100) { ["catalog_id": $0] },
        .characters(Sample.products, "header", 60) { ["header": $0] },
        .characters(Sample.products, "text", 1_024) { ["text": $0] },
        .characters(Sample.products, "footer", 60) { ["footer": $0] },
        .characters(Sample.products, "products[1]", 100) { ["products": [$0]] },
        .elements(Sample.products, "products", 30) { ["products": Sample.titles($0)] },
        .elements(
            ["type": "products", "header": "h", "text": "t", "catalog_id": "1"], "sections", 10
        ) { count in
            ["sections": .array((0..<count).map { ["title": "s", "products": [.string("p\($0)")]] })]
        },
        .characters(["type": "products", "header": "h", "text": "t", "catalog_id": "1"], "sections[1].title", 24) {
            ["sections": [["title": $0, "products": ["p"]]]]
        },
        .characters(Sample.catalog, "text", 1_024) { ["text": $0] },
        .characters(Sample.catalog, "footer", 60) { ["footer": $0] },
        .characters(Sample.catalog, "thumbnail_product_retailer_id", 100) { ["thumbnail_product_retailer_id": $0] },
        .characters(Sample.carousel, "text", 1_024) { ["text": $0] },
        .elements(Sample.carousel, "cards", 10) { ["cards": Sample.cards($0)] },
        .characters(Sample.carousel, "cards[2].text", 160) { ["cards": [Sample.card(), Sample.card(["text": $0])]] },
        .characters(Sample.carousel, "cards[1].title", 20) { ["cards": [Sample.card(["title": $0]), Sample.card()]] },
    ]

    private static let forms: [LimitRow] = [
        .characters(Sample.flow, "text", 1_024) { ["text": $0] },
        .characters(Sample.flow, "header", 60) { ["header": $0] },
        .characters(Sample.flow, "footer", 60) { ["footer": $0] },
        .characters(Sample.flow, "cta", 20) { ["cta": $0] },
        .characters(Sample.flow, "token", 200) { ["token": $0] },
        .characters(Sample.flow, "screen", 200) { ["screen": $0] },
        .characters(Sample.flow, "flow_id", 200) { ["flow_id": $0] },
        .characters(["type": "flow", "text": "t", "cta": "c"], "flow_name", 200) { ["flow_name": $0] },
        .characters(Sample.address, "text", 1_024) { ["text": $0] },
        .characters(Sample.address, "header", 60) { ["header": $0] },
        .characters(Sample.address, "footer", 60) { ["footer": $0] },
        .characters(Sample.address, "values.city", 500) { ["values": ["city": $0]] },
        .elements(Sample.address, "saved_addresses", 20) {
            ["saved_addresses": .array(Array(repeating: ["id": "a", "value": ["city": "x"]], count: $0))]
        },
    ]

    private static let templates: [LimitRow] = [
        .characters(Sample.template, "name", 512) { ["name": $0] },
        .characters(Sample.template, "header", 60) { ["header": $0] },
        .characters(Sample.template, "header.text", 60) { ["header": ["type": "text", "text": $0, "name": "n"]] },
        .characters(Sample.template, "body[1]", 1_024) { ["body": [$0]] },
        .characters(Sample.template, "body.name", 1_024) { ["body": ["name": $0]] },
        .characters(Sample.template, "buttons[1].payload", 256) { ["buttons": [["type": "quick_reply", "payload": $0]]] },
        .characters(Sample.template, "buttons[1].text", 2_000) { ["buttons": [["type": "url", "text": $0]]] },
        .characters(Sample.template, "buttons[1].code", 15) { ["buttons": [["type": "copy_code", "code": $0]]] },
        .characters(Sample.template, "buttons[2].code", 15) {
            ["buttons": [["type": "url", "text": "a"], ["type": "otp", "code": $0]]]
        },
        .characters(Sample.template, "buttons[1].token", 200) { ["buttons": [["type": "flow", "token": $0]]] },
        .elements(Sample.template, "buttons", 10) {
            ["buttons": .array(Array(repeating: ["type": "flow"], count: $0))]
        },
        .elements(Sample.template, "cards", 10) { ["cards": .array(Array(repeating: ["body": ["a"]], count: $0))] },
    ]

    private func problem(_ json: JSON) -> MessageProblem? {
        do {
            _ = try OutboundMessage.messages(from: json)
            return nil
        } catch { return error }
    }

    @Test("Each limit lets through exactly so much, and one more is refused with the field, the limit and the size", arguments: rows)
    func row(_ row: LimitRow) {
        let passed = problem(row.make(row.limit))
        #expect(passed == nil)
        let refused = problem(row.make(row.limit + 1))
        #expect(refused?.field == row.field)
        #expect(refused?.limit == row.limit)
        let unit = row.counted == .characters ? "characters" : "elements"
        let sentence = "\(row.field) has \(row.limit + 1) \(unit), the limit is \(row.limit)"
        #expect(refused?.description.hasPrefix(sentence) == true, "\(refused?.description ?? "let through")")
    }

    @Test("Every text of every type has a row, so none is sent unchecked")
    func complete() {
        let types = Set(Self.rows.map(\.type))
        for sample in Sample.all { #expect(types.contains(sample["type"]?.text ?? ""), "\(sample)") }
    }

    @Test("The address of a link has 2,000 characters at most")
    func urls() {
        func link(_ count: Int) -> JSON {
            Sample.link.merging(["url": .string("https://e.org/" + String(repeating: "x", count: count - 14))])
        }
        #expect(problem(link(2_000)) == nil)
        #expect(problem(link(2_001))?.limit == 2_000)
    }

    @Test("A text message of any length is sent, in pieces of 4,096 characters")
    func texts() throws {
        #expect(try OutboundMessage.messages(from: .string(String(repeating: "x", count: 4_096))).count == 1)
        #expect(try OutboundMessage.messages(from: .string(String(repeating: "x", count: 4_097))).count == 2)
    }

    @Test("Products of all sections together, cards at least, line breaks on a card, and minutes of a call have limits")
    func others() {
        let many: JSON = .array((0..<16).map { .string("p\($0)") })
        let sections: JSON = ["sections": [["title": "a", "products": many], ["title": "b", "products": many]]]
        let bare: JSON = ["type": "products", "header": "h", "text": "t", "catalog_id": "1"]
        #expect(problem(bare.merging(sections))?.description == "sections have 32 products together, the limit is 30")
        #expect(problem(Sample.carousel.merging(["cards": Sample.cards(1)]))?.description == "cards has 1 element, at least 2 are needed")
        let broken = Sample.card(["text": "a\nb\nc\nd"])
        #expect(problem(Sample.carousel.merging(["cards": [Sample.card(), broken]]))?.field == "cards[2].text")
        #expect(problem(Sample.voiceCall.merging(["ttl_minutes": 43_200])) == nil)
        #expect(problem(Sample.voiceCall.merging(["ttl_minutes": 43_201]))?.limit == 43_200)
    }
}
