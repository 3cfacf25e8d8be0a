// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension OutboundMessage {
    /// Every file in the message, in order: its own, and those of headers and cards.
    package var files: [Media] {
        var files: [Media] = []
        _ = replacingFiles { file in
            files.append(file)
            return file
        }
        return files
    }

    /// The message with each of its files replaced.
    package func replacingFiles(_ replace: (Media) -> Media) -> OutboundMessage {
        func replaced(_ header: Header?) -> Header? {
            if case .media(let media)? = header { .media(replace(media)) } else { header }
        }
        func replaced(_ parts: Template.Parts) -> Template.Parts {
            var parts = parts
            if case .media(let media)? = parts.header { parts.header = .media(replace(media)) }
            return parts
        }
        var message = self
        switch content {
        case .media(let media): message.content = .media(replace(media))
        case .buttons(var buttons):
            buttons.header = replaced(buttons.header)
            message.content = .buttons(buttons)
        case .link(var link):
            link.header = replaced(link.header)
            message.content = .link(link)
        case .flow(var flow):
            flow.header = replaced(flow.header)
            message.content = .flow(flow)
        case .carousel(var carousel):
            for index in carousel.cards.indices { carousel.cards[index].header = replace(carousel.cards[index].header) }
            message.content = .carousel(carousel)
        case .template(var template):
            template.parts = replaced(template.parts)
            template.cards = template.cards.map { replaced($0) }
            message.content = .template(template)
        case .text, .list, .location, .contacts, .reaction, .locationRequest, .contactRequest, .callPermission, .voiceCall, .address,
            .product, .products, .catalog:
            break
        }
        return message
    }
}
