// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What Meta decided about a message template.
///
/// Source: Meta, webhooks `message_template_status_update`, `message_template_quality_update`,
/// `message_template_components_update`, `template_category_update`.
package struct TemplateUpdate: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        /// `reason`: why it was rejected, paused or disabled, where Meta says.
        case status(TemplateStatus, reason: String?)
        case quality(before: String?, now: String)
        /// `isAnnounced`: Meta will change it within a day unless it is corrected.
        case category(before: String?, now: String, isAnnounced: Bool)
        /// Somebody changed its words.
        case components
    }

    package var field: String
    package var templateID: String?
    package var name: String
    package var language: String
    /// Where Meta says it.
    package var category: String?
    package var change: Change
    /// As Meta sent it.
    package var raw: JSON

    static let fields: Set<String> = [
        "message_template_status_update", "message_template_quality_update", "message_template_components_update",
        "template_category_update",
    ]

    /// - Returns: nil where it names no template, or nothing about it.
    init?(field: String, value: JSONObject) {
        guard let name = value["message_template_name"]?.text, let language = value["message_template_language"]?.text
        else { return nil }
        switch field {
        // Meta's page on template quality shows its webhook under the field of statuses.
        case "message_template_quality_update", "message_template_status_update" where value["event"] == nil:
            guard let now = value["new_quality_score"]?.text else { return nil }
            change = .quality(before: value["previous_quality_score"]?.text, now: now)
        case "message_template_status_update":
            guard let event = value["event"]?.text else { return nil }
            let title = value["other_info"]?["description"]?.text ?? value["other_info"]?["title"]?.text
            let reasons = [value["rejection_info"]?["reason"]?.text, title, value["reason"]?.text]
            let reason = reasons.lazy.compactMap(\.self).first { $0 != "NONE" && !$0.isEmpty }
            change = .status(TemplateStatus(event), reason: reason)
        case "template_category_update":
            let correct = value["correct_category"]?.text
            guard let now = correct ?? value["new_category"]?.text else { return nil }
            let before = value["previous_category"]?.text ?? (correct == nil ? nil : value["new_category"]?.text)
            change = .category(before: before, now: now, isAnnounced: correct != nil)
        default: change = .components
        }
        self.field = field
        self.name = name
        self.language = language
        templateID = value["message_template_id"].flatMap { $0.text ?? $0.int.map(String.init) }
        category = value["message_template_category"]?.text
        raw = .object(value)
    }
}
