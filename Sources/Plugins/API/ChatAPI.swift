// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// `chat`: the conversation with one person. The journey itself performs what it asks for.
package enum ChatAPI {
    static let receive = Operation("receive", .wait)
    static let sleep = Operation("sleep", .wait)
    static let waitFor = Operation("wait_for", .wait)
    static let send = Operation("send", .effect)
    static let typing = Operation("typing", .effect)

    package static let namespace = ScriptNamespace(
        "chat", "The conversation with one person: the first parameter of a flow's function.", hasMethods: true,
        fields: [
            ScriptField("contact", .object("contact"), "The person."),
            .optional("user", .object("user"), "The user of the staff that the person is; nil where they are none."),
            .optional("message", .object("message"), "The message that came last; nil where the flow went on by itself."),
            .optional("number", .table(like: "{ name = \"main\" }"), "The number of the business that the person writes to."),
        ],
        saying + asking + waiting + remembering)

    static let values = ScriptField.optional(
        "values", .table(like: "{ name = \"Amina\" }"), "Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.")
}
