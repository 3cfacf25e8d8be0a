// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension TemplateDefinition {
    /// The templates of one page of Meta's answer, `{"data": […], "paging": …}`, and how many of them could not be read.
    package static func list(_ answer: JSON) -> (templates: [TemplateDefinition], unreadable: Int) {
        let members = answer["data"]?.elements ?? []
        let templates = members.compactMap { $0.object.flatMap(TemplateDefinition.init) }
        return (templates, members.count - templates.count)
    }

    /// What `after` names the next page, or nil on the last.
    package static func nextPage(_ answer: JSON) -> String? {
        guard let paging = answer["paging"], paging["next"]?.text != nil else { return nil }
        return paging["cursors"]?["after"]?.text
    }

    /// Reads a member of `data[]`.
    /// - Returns: nil where it has no name, language or status.
    package init?(_ object: JSONObject) {
        guard let name = object["name"]?.text, let language = object["language"]?.text, let status = object["status"]?.text
        else { return nil }
        let components = object["components"]?.elements ?? []
        let carousel = Self.component("CAROUSEL", components)?["cards"]?.elements ?? []
        let offer = Self.component("LIMITED_TIME_OFFER", components)
        let parts = Parts(components)
        self.init(
            id: object["id"]?.text, name: name, language: language, status: TemplateStatus(status),
            category: object["category"]?.text ?? "",
            format: Self.format(object["parameter_format"]?.text, parts),
            parts: parts, cards: carousel.map { Parts($0["components"]?.elements ?? []) },
            hasOffer: offer.map { $0["limited_time_offer"]?["has_expiration"]?.bool ?? true } ?? false,
            quality: object["quality_score"]?["score"]?.text,
            rejection: object["rejected_reason"]?.text.flatMap { $0 == "NONE" ? nil : $0 })
    }

    /// Older answers do not say the format: then the names are numbers or they are not.
    private static func format(_ name: String?, _ parts: Parts) -> Format {
        switch name?.uppercased() {
        case "NAMED": .named
        case "POSITIONAL": .positional
        default: parts.names.allSatisfy { Int($0) != nil } ? .positional : .named
        }
    }

    fileprivate static func component(_ type: String, _ components: [JSON]) -> JSON? {
        components.first { $0["type"]?.text?.uppercased() == type }
    }
}

extension TemplateDefinition.Parts {
    init(_ components: [JSON]) {
        self.init()
        if let header = TemplateDefinition.component("HEADER", components) {
            switch header["format"]?.text?.uppercased() {
            case "IMAGE": self.header = .media(.image)
            // A GIF is a video without sound.
            case "VIDEO", "GIF": self.header = .media(.video)
            case "DOCUMENT": self.header = .media(.document)
            case "LOCATION": self.header = .location
            case "PRODUCT": self.header = .product
            default: self.header = header["text"]?.text.map { .text($0) }
            }
        }
        body = TemplateDefinition.component("BODY", components)?["text"]?.text ?? ""
        footer = TemplateDefinition.component("FOOTER", components)?["text"]?.text
        let buttons = TemplateDefinition.component("BUTTONS", components)?["buttons"]?.elements ?? []
        self.buttons = buttons.map(TemplateDefinition.Button.init)
    }

    /// The names of the places in its texts.
    fileprivate var names: [String] {
        guard case .text(let text)? = header else { return TemplateText.placeholders(in: body) }
        return TemplateText.placeholders(in: text) + TemplateText.placeholders(in: body)
    }
}

extension TemplateDefinition.Button {
    fileprivate init(_ json: JSON) {
        let type = json["type"]?.text?.uppercased() ?? ""
        let address = json["url"]?.text ?? ""
        let kind: Kind =
            switch type {
            case "QUICK_REPLY": .quickReply
            // What Meta makes of a password's button says so in its address.
            case "URL" where json["otp_type"] != nil || address.contains("otp_type="): .password
            case "URL": .url(address: address)
            case "OTP": .password
            case "COPY_CODE": .copyCode
            case "FLOW": .flow
            case "CATALOG": .catalog
            case "MPM": .products
            case "VOICE_CALL": .voiceCall
            default: .fixed(type)
            }
        self.init(kind, title: json["text"]?.text ?? "")
    }
}
