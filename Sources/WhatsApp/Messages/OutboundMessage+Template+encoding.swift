// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension OutboundMessage.Template {
    /// The object that the Graph API takes under `template`.
    var encoded: JSON {
        var components = parts.encoded
        if let offerEnds {
            components.append([
                "type": "limited_time_offer",
                "parameters": [
                    [
                        "type": "limited_time_offer",
                        "limited_time_offer": ["expiration_time_ms": .integer(offerEnds.milliseconds)],
                    ]
                ],
            ])
        }
        if !cards.isEmpty {
            let cards = cards.enumerated().map { index, card -> JSON in
                ["card_index": .integer(Int64(index)), "components": .array(card.encoded)]
            }
            components.append(["type": "carousel", "cards": .array(cards)])
        }
        var object: JSONObject = ["name": .string(name), "language": ["code": .string(language)]]
        if !components.isEmpty { object["components"] = .array(components) }
        return .object(object)
    }
}

extension OutboundMessage.Template.Parts {
    fileprivate var encoded: [JSON] {
        var components: [JSON] = []
        if let header { components.append(["type": "header", "parameters": [header.encoded]]) }
        if !body.isEmpty { components.append(["type": "body", "parameters": .array(body.map(\.encoded))]) }
        for button in buttons {
            let parameters = button.value.parameters
            components.append([
                "type": "button", "sub_type": .string(button.value.subtype), "index": .string(String(button.index)),
                "parameters": .array(parameters),
            ])
        }
        return components
    }
}

extension OutboundMessage.Template.Parameter {
    fileprivate var encoded: JSON {
        var object: JSONObject
        switch value {
        case .text(let text): object = ["type": "text", "text": .string(text)]
        case .currency(let code, let thousandths, let fallback):
            object = [
                "type": "currency",
                "currency": ["fallback_value": .string(fallback), "code": .string(code), "amount_1000": .integer(thousandths)],
            ]
        case .dateTime(let fallback): object = ["type": "date_time", "date_time": ["fallback_value": .string(fallback)]]
        }
        object["parameter_name"] = name.map(JSON.string)
        return .object(object)
    }
}

extension OutboundMessage.Template.Header {
    fileprivate var encoded: JSON {
        switch self {
        case .text(let parameter): return parameter.encoded
        case .media(let media): return media.typed
        case .location(let place): return ["type": "location", "location": place.encoded]
        case .product(let catalog, let product):
            var object: JSONObject = ["product_retailer_id": .string(product)]
            object["catalog_id"] = catalog.map(JSON.string)
            return ["type": "product", "product": .object(object)]
        }
    }
}

extension OutboundMessage.Template.Button.Value {
    fileprivate var subtype: String {
        switch self {
        case .payload: "quick_reply"
        case .urlSuffix: "url"
        case .couponCode: "copy_code"
        case .flow: "flow"
        case .catalog: "catalog"
        case .products: "mpm"
        case .voiceCall: "voice_call"
        }
    }

    fileprivate var parameters: [JSON] {
        switch self {
        case .payload(let payload): return [["type": "payload", "payload": .string(payload)]]
        case .urlSuffix(let text): return [["type": "text", "text": .string(text)]]
        case .couponCode(let code): return [["type": "coupon_code", "coupon_code": .string(code)]]
        case .flow(let token, let data):
            var action = JSONObject()
            action["flow_token"] = token.map(JSON.string)
            action["flow_action_data"] = data.map(JSON.object)
            return action.isEmpty ? [] : [["type": "action", "action": .object(action)]]
        case .catalog(let thumbnail):
            return thumbnail.map { [["type": "action", "action": ["thumbnail_product_retailer_id": .string($0)]]] } ?? []
        case .products(let thumbnail, let sections):
            let action: JSON = [
                "thumbnail_product_retailer_id": .string(thumbnail), "sections": OutboundMessage.Products.encoded(sections),
            ]
            return [["type": "action", "action": action]]
        case .voiceCall(let minutes, let payload):
            var parameters: [JSON] = []
            if let minutes { parameters.append(["type": "ttl_minutes", "ttl_minutes": .integer(Int64(minutes))]) }
            if let payload { parameters.append(["type": "payload", "payload": .string(payload)]) }
            return parameters
        }
    }
}
