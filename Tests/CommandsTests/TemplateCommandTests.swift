// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Testing

/// What needs no platform; Tests/Clients/template_client.py has the rest.
@Suite("moonpost template", .timeLimit(.minutes(10)))
struct TemplateCommandTests {
    private static let order = [
        "template", "create", "order_shipped", "--language", "en", "--category", "utility", "--body", "Hello {{name}}, your order {{number}} is on its way.",
        "--example", "name=Amina", "--example", "number=A-17", "--button", "Track=https://example.com/{{1}}", "--example", "button_1=A-17", "--check",
    ]
    private static let toml = """
        name = "order_shipped"
        language = "en"
        category = "utility"
        body = "Hello {{name}}, your order {{number}} is on its way."

        [examples]
        name = "Amina"
        number = "A-17"

        [[buttons]]
        text = "Track"
        url = "https://example.com/{{1}}"
        example = "A-17"
        """

    @Test("options, a TOML file and a JSON file that say the same are the same to Meta")
    func sources() throws {
        let json = """
            {"name": "order_shipped", "language": "en", "category": "utility", "body": "Hello {{name}}, your order {{number}} is on its way.",
             "examples": {"name": "Amina", "number": "A-17", "button_1": "A-17"}, "buttons": ["Track=https://example.com/{{1}}"]}
            """
        let project = try Project(["order.toml": Self.toml, "order.json": json])
        let options = try project.run(Self.order)
        #expect(options.code == 0, "\(options)")
        let body = try JSON(options.output)
        #expect(body["name"] == "order_shipped" && body["category"] == "UTILITY" && body["parameter_format"] == "NAMED")
        #expect(body["components"]?[1]?["buttons"]?[0]?["example"] == ["https://example.com/A-17"])
        for file in ["order.toml", "order.json"] {
            let read = try project.run("template", "create", "--file", file, "--check")
            #expect(read.code == 0, "\(read)")
            #expect(try JSON(read.output) == body, "\(file)")
        }
        // Meta's own form, as it was shown.
        try project.write("meta.json", options.output)
        #expect(try JSON(project.run("template", "create", "--file", "meta.json", "--check").output) == body)
        let other = try project.run("template", "create", "--file", "order.toml", "--body", "Order {{number}} for {{name}} is here.", "--check")
        #expect(try JSON(other.output)["components"]?[0]?["text"] == "Order {{number}} for {{name}} is here.")
    }

    @Test("everything that Meta would refuse is told at once, and nothing is sent")
    func rules() throws {
        let project = try Project()
        let wrong = try project.run("template", "create", "Order", "--language", "en", "--category", "news", "--body", "{{name}}, hello")
        #expect(wrong.code == 1)
        #expect(wrong.errors.contains("nothing was sent, as Meta would refuse it:"))
        for problem in [
            "the name \"Order\" has 1 to 512 lower-case letters", "the category \"news\" is unknown", "the body begins with a place",
            "no example for it, which Meta's reviewers need: give one (name = \"...\")",
        ] {
            #expect(wrong.errors.contains(problem), "\(wrong.errors)")
        }
    }

    @Test("a file that is no template is told with its name, its line and the next step")
    func files() throws {
        let project = try Project([
            "unknown.toml": "bdy = \"Hello\"", "broken.toml": "name = \"a\"\nbody = ", "both.json": "{\"components\": [], \"body\": \"Hello\"}",
            "broken.json": "{\"name\": ", "list.json": "[1]", "button.toml": "body = \"Hello\"\nbuttons = [{ label = \"Yes\" }]",
            "meta.json": "{\"name\": \"a\", \"components\": [{\"type\": \"BODY\", \"text\": \"Hello\"}]}",
        ])
        for (file, error) in [
            ("unknown.toml", "unknown.toml: there is no \"bdy\": did you mean \"body\"?"), ("broken.toml", "broken.toml:2: "),
            ("both.json", "both.json: \"body\" stands beside \"components\""), ("broken.json", "broken.json: "),
            ("list.json", "list.json: a template is an object"), ("button.toml", "button.toml: button 1 has no \"label\""), ("gone.toml", "there is no such file"),
        ] {
            let outcome = try project.run("template", "create", "--file", file, "--check")
            #expect(outcome.code == 1 && outcome.errors.contains(error), "\(outcome)")
        }
        let both = try project.run("template", "create", "--file", "meta.json", "--body", "Hello", "--check")
        #expect(both.code != 0 && both.errors.contains("meta.json has components"))
        let example = try project.run("template", "create", "a", "--body", "Hello", "--example", "Amina", "--check")
        #expect(example.code != 0 && example.errors.contains("is written like name=Amina"))
    }

    @Test("a number without an account, one at Twilio, and none at all are told with the next step")
    func accounts() throws {
        let secrets = "access_token=a\napp_secret=b\nverify_token=c\n"
        let project = try Project()
        #expect(try project.run("template", "list").errors.contains("add one with `moonpost number add`"))
        _ = try project.run("key")
        #expect(try project.run("number", "add", "shop", "--id", "1", input: secrets).code == 0)
        let nameless = try project.run("template", "list")
        #expect(nameless.code == 1 && nameless.errors.contains("the number shop names no account: run `moonpost number set shop --account ID`"))
        #expect(try project.run("template", "list", "--number", "shopp").errors.contains("there is no number \"shopp\""))
        for (name, id) in [("one", "10"), ("two", "20")] {
            #expect(try project.run("number", "add", name, "--id", id, "--account", id + "0", input: secrets).code == 0)
        }
        let many = try project.run("template", "show", "offer")
        #expect(many.code == 1 && many.errors.contains("the numbers here are of 2 accounts (100, 200): name a number of the one that you mean with --number"))
        let twilio = try Project([
            "config.toml": """
                [server]
                webhook_url = "https://bot.example.com"

                [[numbers]]
                provider = "twilio"
                name = "desk"
                number = "+14155238886"
                account_sid = "AC0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
                auth_token = "t"
                """
        ])
        let there = try twilio.run("template", "list", "--number", "desk")
        #expect(there.code == 1 && there.errors.contains("desk is a number at Twilio: its templates are made in Twilio's Console"), "\(there)")
    }
}
