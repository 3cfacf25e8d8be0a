// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The messages that scripts send and get, in WhatsApp's own words and sizes.
package enum MessageTypes {
    /// A type of message that can be sent.
    package struct Shape: Sendable {
        package var type: String
        package var fields: [ScriptField]

        init(_ type: String, _ fields: [ScriptField]) {
            self.type = type
            self.fields = fields + [
                .optional("context", .table(like: "{ message_id = id }"), "The message that this one answers."),
                .optional(
                    "recipient_identity_key_hash", .text(most: 128), "Delivered only while the person's identity has this hash."),
            ]
        }
    }

    private static let body = ScriptField("text", .text(most: 1024, mayBeEmpty: false), "The text.")
    private static let header = ScriptField.optional("header", .text(most: 60), "A line above the text.")
    private static let richHeader = ScriptField.optional(
        "header", .either([.text(most: 60), .table(like: "{ type = \"image\", media = \"...\" }")]),
        "A line above the text, or a picture, a video or a document.")
    private static let catalog = ScriptField("catalog_id", .text(most: 100, mayBeEmpty: false), "The catalog's id.")
    private static let thumbnail = ScriptField.optional(
        "thumbnail_product_retailer_id", .text(most: 100), "The product whose picture stands above.")
    private static let footer = ScriptField.optional("footer", .text(most: 60), "A small line below the text.")
    private static let media = ScriptField(
        "media", .either([.text(most: 2000, mayBeEmpty: false), .table(like: "{ id = \"...\" }")]), "An address, an id, or a table with one of them: also `message.media` of one that arrived.")
    private static let caption = ScriptField.optional("caption", .text(most: 1024), "The text below it.")

    package static let shapes: [Shape] = [
        Shape("text", [
            // More than WhatsApp's 4,096 characters are sent as several messages.
            ScriptField("text", .text(most: 40_960, mayBeEmpty: false), "The text."),
            .optional("preview_url", .boolean, "Whether an address in it is shown with its picture."),
        ]),
        Shape("buttons", [
            body, richHeader, footer,
            ScriptField("buttons", .list(of: .either([.text(), .object("choice")])), "One to three buttons: texts, or tables with `id` and `title`."),
        ]),
        Shape("list", [
            body, header, footer,
            .optional("button", .text(most: 20), "The title of the button that opens the list."),
            .optional("rows", .list(of: .either([.text(), .object("choice")])), "One to ten rows."),
            .optional("sections", .list(of: .object("section")), "Rows under titles, instead of `rows`."),
        ]),
        Shape("link", [
            body, richHeader, footer,
            ScriptField("title", .text(most: 20, mayBeEmpty: false), "The title of the button."),
            ScriptField("url", .text(most: 2000, mayBeEmpty: false), "The address that it opens."),
        ]),
        Shape("location", [
            ScriptField("latitude", .number(), "Degrees north."), ScriptField("longitude", .number(), "Degrees east."),
            .optional("name", .text(most: 1000), "The name of the place."),
            .optional("address", .text(most: 1000), "Its address."),
        ]),
        Shape("contacts", [ScriptField("contacts", .table(like: "{ { name = {}, phones = {} } }"), "Cards, as WhatsApp writes them.")]),
        Shape("reaction", [
            // An empty emoji takes the reaction back.
            ScriptField("emoji", .text(most: 30), "The emoji; an empty text takes the reaction back."),
            ScriptField("message_id", .text(most: 200, mayBeEmpty: false), "The message that is meant; without it, the one that came last."),
        ]),
        Shape("image", [media, caption]),
        Shape("video", [media, caption]),
        Shape("document", [media, caption, .optional("filename", .text(most: 240), "The name under which it is saved.")]),
        Shape("audio", [media, .optional("voice", .boolean, "Whether it is a voice message.")]),
        Shape("sticker", [media]),
    ] + asking + selling

    /// Messages that ask for something.
    private static let asking: [Shape] = [
        Shape("location_request", [body]),
        Shape("contact_request", [body]),
        Shape("call_permission", [body]),
        Shape("voice_call", [
            body,
            .optional("title", .text(most: 20), "The title of the button that calls."),
            .optional("ttl_minutes", .integer(min: 1, max: 43_200), "How long the button works; without it, seven days."),
            .optional("payload", .text(most: 512), "What comes back with the call."),
        ]),
        Shape("address", [
            body, header, footer,
            .optional("country", .choice(["IN"]), "The country of the form: India alone has one."),
            .optional("values", .table(like: "{ city = \"Mumbai\" }"), "What stands in the form already."),
            .optional("saved_addresses", .list(of: .any), "Addresses to choose from: tables with `id` and `value`."),
            .optional("validation_errors", .table(like: "{ in_pin_code = \"...\" }"), "What is wrong with the values, by their names."),
        ]),
        Shape("flow", [
            body, richHeader, footer,
            .optional("flow_id", .text(most: 200), "The WhatsApp Flow's id; or its name:"),
            .optional("flow_name", .text(most: 200), "The WhatsApp Flow's name."),
            ScriptField("cta", .text(most: 20, mayBeEmpty: false), "The title of the button that opens it."),
            .optional("token", .text(most: 200), "What comes back with the answer."),
            .optional("action", .choice(["navigate", "data_exchange"]), "Whether it opens a screen, or asks the endpoint for one."),
            .optional("screen", .text(most: 200), "The screen that it opens."),
            .optional("data", .table(like: "{ name = \"Amina\" }"), "What that screen gets."),
            .optional("mode", .choice(["draft", "published"]), "\"draft\" sends one that is not published."),
        ]),
        Shape("carousel", [
            body,
            ScriptField("cards", .list(of: .any), "Two to ten tables with `header`, `text`, and `buttons` or `title` and `url`."),
        ]),
        Shape("template", [
            ScriptField("name", .text(most: 512, mayBeEmpty: false), "The template's name."),
            ScriptField("language", .text(most: 20, mayBeEmpty: false), "Its language, such as \"en\" or \"pt_BR\"."),
            .optional(
                "header", .either([.text(most: 60), .table(like: "{ type = \"image\", media = \"...\" }")]),
                "Its header's value, or a table with a `type`: a picture, a video, a document, a location, a product."),
            .optional("body", .table(like: "{ \"Amina\", \"A-17\" }"), "Its text's values: a list, or a table of them by name."),
            .optional("buttons", .list(of: .any), "What its buttons need: tables with `type`, `index` and that type's field."),
            .optional("expiration_time_ms", .integer(), "When a limited-time offer ends, in milliseconds since 1970."),
            .optional("cards", .list(of: .any), "The cards of a carousel: tables with `header`, `body` and `buttons`."),
        ]),
    ]

    /// Messages that show products.
    private static let selling: [Shape] = [
        Shape("product", [
            catalog, ScriptField("product_retailer_id", .text(most: 100, mayBeEmpty: false), "Your own id of the product."),
            .optional("text", .text(most: 1024), "The text."), footer,
        ]),
        Shape("products", [
            ScriptField("header", .text(most: 60, mayBeEmpty: false), "The line above the text."), body, footer, catalog,
            .optional("products", .list(of: .text()), "One to thirty of your own ids of products."),
            .optional("sections", .list(of: .any), "Products under titles, instead of `products`: tables with `title` and `products`."),
        ]),
        Shape("catalog", [body, footer, thumbnail]),
    ]

    /// What a message that arrived has beside its fields: it can be sent on as it is.
    package static let passed = ["id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text"]

    package static let choice = ScriptClass("choice", "Something to choose: a button, a row.", [
        .optional("id", .text(most: 256), "What a script gets when it is chosen; without it, the title."),
        ScriptField("title", .text(), "What people read."),
        .optional("description", .text(most: 72), "A smaller line below; only in a list."),
    ])

    package static let section = ScriptClass("section", "Rows of a list under a title.", [
        .optional("title", .text(most: 24), "The title."),
        ScriptField("rows", .list(of: .either([.text(), .object("choice")])), "Its rows."),
    ])

    /// The fields of all shapes in one class: editors complete them, and the type decides which of them there must be.
    package static let toSend = ScriptClass(
        "message_to_send", "A message for `chat:send`.", [type(shapes.map(\.type))] + merged(shapes.flatMap(\.fields)))

    package static let received = ScriptClass(
        "message", "A message that arrived. It can be sent on as it is.",
        [
            type([
                "text", "image", "video", "audio", "document", "sticker", "location", "contacts", "buttons", "list", "reaction",
                "order", "product", "flow", "address", "call_permission", "request_welcome", "unknown",
            ]),
            ScriptField("wamid", .text(), "WhatsApp's id of the message."),
            ScriptField("id", .text(), "What was tapped; else the same as `wamid`."),
            .optional("text", .text(), "What was written, the caption, or the title that was tapped."),
            .optional("title", .text(), "The title that was tapped."),
            .optional("description", .text(), "The description of the row that was tapped."),
            .optional("media", .table(like: "{ id = \"...\", mime = \"image/jpeg\", bytes = 20480, url = \"https://...\" }"), "The file, or in `problem` why it is not here."),
            .optional("caption", .text(), "The text below a picture, a video or a file."),
            .optional("filename", .text(), "The name of a file."),
            .optional("voice", .boolean, "Whether an audio message was spoken into the phone."),
            .optional("latitude", .number(), "Degrees north."),
            .optional("longitude", .number(), "Degrees east."),
            .optional("name", .text(), "The name of a place."),
            .optional("address", .text(), "The address of a place."),
            .optional("emoji", .text(), "The reaction; empty where it was taken back."),
            .optional("message_id", .text(), "The message that a reaction is for."),
            .optional("contacts", .list(of: .any), "Cards."),
            .optional("catalog_id", .text(), "The catalog of an order or a product."),
            .optional("product_items", .list(of: .any), "What an order has."),
            .optional("product_retailer_id", .text(), "Your own id of a product."),
            .optional("response", .any, "What a WhatsApp Flow or an address form answered; \"accept\" or \"reject\" of leave to call."),
            .optional("kind", .text(), "Of an unknown message, what WhatsApp calls it, such as \"poll_creation\"."),
            .optional("referral", .table(like: "{ source_type = \"ad\" }"), "The advertisement or post that led here."),
            .optional("group_id", .text(), "The group that it was written in."),
            .optional("context", .table(like: "{ id = \"...\" }"), "The message that this one answers."),
        ])

    private static func type(_ types: [String]) -> ScriptField { ScriptField("type", .choice(types), "What kind of message it is.") }

    private static func merged(_ fields: [ScriptField]) -> [ScriptField] {
        var result: [ScriptField] = []
        for var field in fields where !result.contains(where: { $0.name == field.name }) {
            field.isOptional = true
            result.append(field)
        }
        return result
    }
}
