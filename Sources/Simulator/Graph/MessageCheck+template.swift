// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// The parts of a template message that are checked without the template; ``TemplateCheck`` has the others. Source: Meta, "Template components".
extension MessageCheck {
    func template(_ template: JSONObject) throws(GraphError) {
        guard let name = template["name"]?.text, !name.isEmpty else { throw .required("template['name']") }
        guard template["language"]?["code"]?.text != nil else { throw .required("template['language']['code']") }
        try components(template["components"], path: "template['components']")
    }

    private func components(_ value: JSON?, path: String) throws(GraphError) {
        guard let value, !value.isNull else { return }
        guard let components = value.elements else { throw .parameter("Param \(path) must be an array.") }
        for (index, component) in components.enumerated() {
            let place = "\(path)[\(index)]"
            switch component["type"]?.text?.lowercased() {
            case "header", "body", "limited_time_offer": try parameters(component, place)
            case "button": try button(component, place)
            case "carousel":
                guard let cards = component["cards"]?.elements, (1...Limits.cards).contains(cards.count) else {
                    throw .invalid("A carousel has 1 to \(Limits.cards) cards")
                }
                for (index, card) in cards.enumerated() {
                    guard card["card_index"]?.int == Int64(index) else { throw .invalid("Card index \(index) is missing or out of order") }
                    try self.components(card["components"], path: "\(place)['cards'][\(index)]['components']")
                }
            default:
                throw .parameter("Param \(place)['type'] must be one of {HEADER, BODY, BUTTON, LIMITED_TIME_OFFER, CAROUSEL}.")
            }
        }
    }

    private func button(_ component: JSON, _ place: String) throws(GraphError) {
        let types = ["quick_reply", "url", "copy_code", "flow", "catalog", "mpm", "voice_call"]
        guard let type = component["sub_type"]?.text?.lowercased(), types.contains(type) else {
            throw .parameter("Param \(place)['sub_type'] must be one of {\(types.joined(separator: ", "))}.")
        }
        guard let index = component["index"].flatMap({ $0.text.flatMap(Int.init) ?? $0.int.map(Int.init) }),
            (0..<Limits.templateButtons).contains(index)
        else { throw .invalid("Button index must be between 0 and \(Limits.templateButtons - 1)") }
        try parameters(component, place, needed: !["flow", "catalog", "voice_call"].contains(type))
    }

    private func parameters(_ component: JSON, _ place: String, needed: Bool = true) throws(GraphError) {
        guard let parameters = component["parameters"]?.elements else {
            if needed { throw .missing("\(place): parameters are required") }
            return
        }
        for (index, parameter) in parameters.enumerated() {
            try self.parameter(parameter, "\(place)['parameters'][\(index)]")
        }
    }

    private func parameter(_ parameter: JSON, _ place: String) throws(GraphError) {
        guard let type = parameter["type"]?.text?.lowercased() else { throw .required("\(place)['type']") }
        guard let value = parameter[type], !value.isNull else { throw .required("\(place)['\(type)']") }
        switch type {
        case "text", "payload", "coupon_code":
            guard let text = value.text else { throw .parameter("Param \(place)['\(type)'] must be a string.") }
            guard !text.isEmpty else { throw .missing("Parameter of type \(type) is missing \(type) value") }
            if type == "coupon_code", Limits.length(of: text) > Limits.couponCode { throw .invalid("Coupon code is too long") }
            guard type != "text" || TemplateText.isPlain(text) else { throw .templateParameterFormat }
        case "image", "video", "document":
            guard let object = value.object else { throw .parameter("Param \(place)['\(type)'] must be a JSON object.") }
            try media(object, type: type)
        case "location":
            guard let object = value.object else { throw .parameter("Param \(place)['location'] must be a JSON object.") }
            try location(object)
        case "currency":
            guard let code = value["code"]?.text, code.count == 3, value["amount_1000"]?.int != nil,
                value["fallback_value"]?.text?.isEmpty == false
            else { throw .invalid("currency needs code, amount_1000 and fallback_value") }
        case "date_time":
            guard value["fallback_value"]?.text?.isEmpty == false else { throw .missing("date_time needs fallback_value") }
        case "action":
            if let object = value.object, object["sections"] != nil { try products(object, path: "\(place)['action']") }
        case "limited_time_offer":
            guard value["expiration_time_ms"]?.int != nil else { throw .missing("expiration_time_ms is required") }
        case "product", "ttl_minutes", "tap_target_configuration": break
        default: throw .parameter("Param \(place)['type'] is not a type of parameter - got \"\(type)\".")
        }
    }
}
