// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The template as a script would have written it: what ``OutboundMessage/messages(from:)`` reads the same template from.
extension OutboundMessage.Template {
    package var script: JSON {
        var object: JSONObject = ["type": "template", "name": .string(name), "language": .string(language)]
        parts.write(into: &object)
        object["expiration_time_ms"] = offerEnds.map { .integer($0.milliseconds) }
        if !cards.isEmpty {
            object["cards"] = .array(cards.map { card in
                var fields: JSONObject = [:]
                card.write(into: &fields)
                return .object(fields)
            })
        }
        return .object(object)
    }
}

extension OutboundMessage.Template.Parts {
    fileprivate func write(into object: inout JSONObject) {
        object["header"] = header?.script
        if !body.isEmpty {
            let names = body.compactMap(\.name)
            object["body"] =
                names.count == body.count
                ? .object(JSONObject(zip(names, body).map { (key: $0, value: $1.script) })) : .array(body.map(\.script))
        }
        if !buttons.isEmpty { object["buttons"] = .array(buttons.map(\.script)) }
    }
}

extension OutboundMessage.Template.Parameter {
    fileprivate var script: JSON {
        switch value {
        case .text(let text): .string(text)
        case .currency(let code, let thousandths, let fallback):
            ["type": "currency", "code": .string(code), "amount_1000": .integer(thousandths), "fallback_value": .string(fallback)]
        case .dateTime(let fallback): ["type": "date_time", "fallback_value": .string(fallback)]
        }
    }
}

extension OutboundMessage.Template.Header {
    fileprivate var script: JSON {
        var object: JSONObject
        switch self {
        case .text(let parameter):
            object = ["type": "text", "text": parameter.script]
            object["name"] = parameter.name.map(JSON.string)
        case .media(let media):
            object = ["type": .string(media.kind.rawValue)]
            switch media.source {
            case .id(let id): object["media"] = ["id": .string(id)]
            case .link(let link): object["media"] = ["link": .string(link)]
            }
            object["filename"] = media.filename.map(JSON.string)
        case .location(let place):
            object = ["type": "location", "latitude": .number(place.latitude), "longitude": .number(place.longitude)]
            object["name"] = place.name.map(JSON.string)
            object["address"] = place.address.map(JSON.string)
        case .product(let catalog, let product):
            object = ["type": "product", "product_retailer_id": .string(product)]
            object["catalog_id"] = catalog.map(JSON.string)
        }
        return .object(object)
    }
}

extension OutboundMessage.Template.Button {
    fileprivate var script: JSON {
        var object: JSONObject = ["index": .integer(Int64(index + 1))]
        switch value {
        case .payload(let payload):
            object["type"] = "quick_reply"
            object["payload"] = .string(payload)
        case .urlSuffix(let text):
            object["type"] = "url"
            object["text"] = .string(text)
        case .couponCode(let code):
            object["type"] = "copy_code"
            object["code"] = .string(code)
        case .flow(let token, let data):
            object["type"] = "flow"
            object["token"] = token.map(JSON.string)
            object["data"] = data.map(JSON.object)
        case .catalog(let thumbnail):
            object["type"] = "catalog"
            object["thumbnail_product_retailer_id"] = thumbnail.map(JSON.string)
        case .products(let thumbnail, let sections):
            object["type"] = "products"
            object["thumbnail_product_retailer_id"] = .string(thumbnail)
            object["sections"] = .array(sections.map { section in
                var fields: JSONObject = ["products": .array(section.products.map(JSON.string))]
                fields["title"] = section.title.map(JSON.string)
                return .object(fields)
            })
        case .voiceCall(let minutes, let payload):
            object["type"] = "voice_call"
            object["ttl_minutes"] = minutes.map { .integer(Int64($0)) }
            object["payload"] = payload.map(JSON.string)
        }
        return .object(object)
    }
}
