// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What Meta charges a message as. It stands on `sent` and on one of `delivered` and `read`.
///
/// Source: Meta, "Status webhook"; `billable` is to go, so count by type and category.
package struct Pricing: Hashable, Sendable {
    /// "CBP" or "PMP" (by conversation, by message).
    package var model: String?
    /// "regular", "free_customer_service" or "free_entry_point".
    package var type: String?
    package var category: String?
    package var billable: Bool?

    package init(model: String? = nil, type: String? = nil, category: String? = nil, billable: Bool? = nil) {
        self.model = model
        self.type = type
        self.category = category
        self.billable = billable
    }

    /// Nil where `json` is no object.
    init?(_ json: JSON) {
        guard case .object(let object) = json else { return nil }
        self.init(
            model: object["pricing_model"]?.text, type: object["type"]?.text, category: object["category"]?.text,
            billable: object["billable"]?.bool)
    }

    var json: JSON {
        var object = JSONObject()
        object["pricing_model"] = model.map(JSON.string)
        object["type"] = type.map(JSON.string)
        object["category"] = category.map(JSON.string)
        object["billable"] = billable.map(JSON.bool)
        return .object(object)
    }
}
