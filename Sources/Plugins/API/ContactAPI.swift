// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// `chat.contact`: the person.
package enum ContactAPI {
    static let set = Operation("contact.set", .effect)

    package static let namespace = ScriptNamespace(
        "contact", "The person, as `chat.contact`.", hasMethods: true,
        fields: [
            ScriptField("id", .text(), "Our own id of the person; it stays when the phone number changes."),
            .optional("name", .text(), "The name that the person has given to WhatsApp, or that a flow has set."),
            .optional("phone", .text(), "The phone number, such as \"+201001234567\"."),
            .optional("language", .text(), "The person's language, such as \"ar\" or \"pt-BR\"."),
            .optional("timezone", .text(), "The person's time zone, such as \"Africa/Cairo\"."),
            ScriptField("fields", .table(like: "{ city = \"Cairo\" }"), "What flows keep with `contact:set`."),
        ],
        [
            ScriptFunction(
                "set", [ScriptField("values", .table(like: "{ city = \"Cairo\" }"), "The values by name.")],
                .prelude([set]),
                "Keeps values of the person: `name`, `language`, `timezone`, and any others in `contact.fields`.",
                example: ScriptExample(
                    """
                    chat.contact:set { city = "Cairo", name = "Mina" }
                    chat:say("{name} of {fields.city}", chat.contact)
                    """,
                    chat: """
                    < Mina of Cairo
                    """))
        ])
}
