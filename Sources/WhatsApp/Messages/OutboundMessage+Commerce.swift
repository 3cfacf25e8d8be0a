// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension OutboundMessage {
    /// One product of a catalog.
    ///
    /// Source: Meta, "Single product messages".
    package struct Product: Hashable, Sendable {
        package var catalogID: String
        /// The business's own id of the product.
        package var productID: String
        package var text: String?
        package var footer: String?

        package init(catalogID: String, productID: String, text: String? = nil, footer: String? = nil) {
            self.catalogID = catalogID
            self.productID = productID
            self.text = text
            self.footer = footer
        }
    }

    /// Up to thirty products of a catalog, in sections.
    ///
    /// Source: Meta, "Multi-product messages".
    package struct Products: Hashable, Sendable {
        package struct Section: Hashable, Sendable {
            /// Must be there where there are several sections.
            package var title: String?
            package var products: [String]

            package init(title: String? = nil, products: [String]) {
                self.title = title
                self.products = products
            }
        }

        package var header: String
        package var text: String
        package var footer: String?
        package var catalogID: String
        package var sections: [Section]
    }

    /// A text with a button that opens the whole catalog of the number.
    ///
    /// Source: Meta, "Catalog messages".
    package struct Catalog: Hashable, Sendable {
        package var text: String
        package var footer: String?
        /// The product whose picture stands above; without it, the catalog's first.
        package var thumbnail: String?
    }
}

extension OutboundMessage.Product {
    static let names = ["catalog_id", "product_retailer_id", "text", "footer"]

    init(_ reader: ScriptReader) throws(MessageProblem) {
        catalogID = try reader.requiredID("catalog_id", limit: Limits.productID)
        productID = try reader.requiredText("product_retailer_id", limit: Limits.productID)
        text = try reader.text("text", limit: Limits.interactiveText)
        footer = try reader.text("footer", limit: Limits.footer)
    }

    var encoded: JSON {
        OutboundMessage.interactive(
            "product", text: text, footer: footer,
            action: ["catalog_id": .string(catalogID), "product_retailer_id": .string(productID)])
    }
}

extension OutboundMessage.Products {
    static let names = ["header", "text", "footer", "catalog_id", "products", "sections"]

    init(_ reader: ScriptReader) throws(MessageProblem) {
        header = try reader.requiredText("header", limit: Limits.header)
        text = try reader.requiredText("text", limit: Limits.interactiveText)
        footer = try reader.text("footer", limit: Limits.footer)
        catalogID = try reader.requiredID("catalog_id", limit: Limits.productID)
        sections = try Self.sections(reader)
    }

    /// The fields `products` or `sections` of a message, or of a template's button.
    static func sections(_ reader: ScriptReader) throws(MessageProblem) -> [Section] {
        if let products = try reader.list("products", limit: Limits.products) {
            if reader.value("sections") != nil {
                throw MessageProblem(reader.field("products"), "cannot stand beside sections")
            }
            return [Section(products: try ids(products, path: reader.field("products")))]
        }
        guard let elements = try reader.list("sections", limit: Limits.sections) else {
            throw MessageProblem(reader.field("products"), "is missing")
        }
        var sections: [Section] = []
        for (index, element) in elements.enumerated() {
            let path = reader.field("sections[\(index + 1)]")
            let section = try ScriptReader(element, path: path, names: ["title", "products"])
            let title = try section.text("title", limit: Limits.sectionTitle)
            if title == nil, elements.count > 1 {
                throw MessageProblem(path + ".title", "is missing, several sections need titles")
            }
            guard let products = try section.list("products", limit: Limits.products) else {
                throw MessageProblem(path + ".products", "is missing")
            }
            sections.append(Section(title: title, products: try ids(products, path: path + ".products")))
        }
        let count = sections.reduce(0) { $0 + $1.products.count }
        guard count <= Limits.products else {
            throw MessageProblem(
                reader.field("sections"), "have \(count) products together, the limit is \(Limits.products)",
                limit: Limits.products)
        }
        return sections
    }

    private static func ids(_ elements: [JSON], path: String) throws(MessageProblem) -> [String] {
        var ids: [String] = []
        for (index, element) in elements.enumerated() {
            let reader = try ScriptReader(["product": element], path: path, names: ["product"])
            do {
                ids.append(try reader.requiredText("product", limit: Limits.productID))
            } catch {
                var problem = error
                problem.field = "\(path)[\(index + 1)]"
                throw problem
            }
        }
        return ids
    }

    static func encoded(_ sections: [Section]) -> JSON {
        .array(
            sections.map { section in
                var object = JSONObject()
                object["title"] = section.title.map(JSON.string)
                object["product_items"] = .array(section.products.map { ["product_retailer_id": .string($0)] })
                return .object(object)
            })
    }

    var encoded: JSON {
        OutboundMessage.interactive(
            "product_list", text: text, header: .text(header), footer: footer,
            action: ["catalog_id": .string(catalogID), "sections": Self.encoded(sections)])
    }
}

extension OutboundMessage.Catalog {
    static let names = ["text", "footer", "thumbnail_product_retailer_id"]

    init(_ reader: ScriptReader) throws(MessageProblem) {
        text = try reader.requiredText("text", limit: Limits.interactiveText)
        footer = try reader.text("footer", limit: Limits.footer)
        thumbnail = try reader.text("thumbnail_product_retailer_id", limit: Limits.productID)
    }

    var encoded: JSON {
        var action: JSONObject = ["name": "catalog_message"]
        action["parameters"] = thumbnail.map { ["thumbnail_product_retailer_id": .string($0)] }
        return OutboundMessage.interactive("catalog_message", text: text, footer: footer, action: .object(action))
    }
}
