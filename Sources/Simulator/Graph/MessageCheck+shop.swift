// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// Messages that show products. Source: Meta, "Sell products & services".
extension MessageCheck {
    func product(_ action: JSONObject) throws(GraphError) {
        try catalogID(action)
        guard let product = action["product_retailer_id"]?.text, !product.isEmpty else {
            throw .required("interactive['action']['product_retailer_id']")
        }
    }

    func productList(_ action: JSONObject) throws(GraphError) {
        try catalogID(action)
        try products(action, path: "interactive['action']")
    }

    /// Sections of products, also those of a template's button.
    func products(_ action: JSONObject, path: String) throws(GraphError) {
        guard let sections = action["sections"]?.elements else { throw .required("\(path)['sections']") }
        guard (1...Limits.sections).contains(sections.count) else {
            throw .invalid("Invalid sections count. Min allowed sections: 1, Max allowed sections: \(Limits.sections)")
        }
        var count = 0
        for (index, section) in sections.enumerated() {
            if let title = section["title"]?.text, !title.isEmpty {
                try length(title, "Section title", max: Limits.sectionTitle)
            } else if sections.count > 1 {
                throw .missing("Section title is required when there is more than one section")
            }
            guard let items = section["product_items"]?.elements, !items.isEmpty else {
                throw .missing("Section at index \(index) has no product_items")
            }
            for item in items where item["product_retailer_id"]?.text?.isEmpty != false {
                throw .missing("Section at index \(index) has an item without product_retailer_id")
            }
            count += items.count
        }
        guard count <= Limits.products else { throw .invalid("Total product count exceed max allowed count: \(Limits.products)") }
    }

    func catalog(_ action: JSONObject) throws(GraphError) {
        try name(action, "catalog_message")
        if let thumbnail = action["parameters"]?["thumbnail_product_retailer_id"], thumbnail.text?.isEmpty != false {
            throw .parameter("Param interactive['action']['parameters']['thumbnail_product_retailer_id'] must be a string.")
        }
    }

    private func catalogID(_ action: JSONObject) throws(GraphError) {
        guard let catalog = action["catalog_id"]?.text, !catalog.isEmpty else {
            throw .required("interactive['action']['catalog_id']")
        }
    }
}
