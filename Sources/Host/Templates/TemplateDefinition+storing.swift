// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

extension TemplateDefinition {
    /// Nil where what was stored is no template any more.
    init?(stored: StoredTemplate) {
        guard let object = stored.definition.object, var definition = TemplateDefinition(object) else { return nil }
        // Notices since then have changed these alone.
        definition.status = TemplateStatus(stored.status)
        definition.category = stored.category
        definition.quality = stored.quality
        self = definition
    }

    /// What a notice changes.
    mutating func apply(_ change: TemplateUpdate.Change) {
        switch change {
        case .status(let status, _): self.status = status
        case .quality(_, let now): quality = now
        case .category(_, let now, let isAnnounced): if !isAnnounced { category = now }
        case .components: break
        }
    }

    /// How the governor sees its quality, which says nothing about its status.
    var qualityStanding: TemplateStanding? { quality == "RED" ? .lowQuality : nil }
}

extension TemplateRepository.Change {
    /// What of a notice is stored.
    init(_ change: TemplateUpdate.Change) {
        switch change {
        case .status(let status, _): self.init(status: status.name)
        case .quality(_, let now): self.init(quality: now)
        case .category(_, let now, let isAnnounced): self.init(category: isAnnounced ? nil : now)
        case .components: self.init()
        }
    }
}
