// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Testing

@Suite("moonpost key and moonpost number", .timeLimit(.minutes(10)))
struct NumberCommandTests {
    private static let secrets = "access_token=EAAsecrettoken\napp_secret=thesecretofmyapp\nverify_token=theverifytoken\n"

    private func add(_ project: Project, _ name: String = "shop", id: String = "106540352242922") throws -> Project.Outcome {
        try project.run("number", "add", name, "--id", id, "--account", "102290129340398", input: Self.secrets)
    }

    @Test("the key is in a file of its owner's alone, and is never written over")
    func key() throws {
        let project = try Project()
        let made = try project.run("key")
        #expect(made.code == 0 && made.output.contains("data/moonpost.key"))
        let attributes = try FileManager.default.attributesOfItem(atPath: project.path + "/data/moonpost.key")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let key = try project.read("data/moonpost.key")
        #expect(Data(base64Encoded: key.trimmingCharacters(in: .newlines))?.count == 32)
        let again = try project.run("key")
        #expect(again.code == 1 && again.errors.contains("is there already"))
        #expect(try project.read("data/moonpost.key") == key)
    }

    @Test("a number is kept sealed, and shown without its secrets")
    func added() throws {
        let project = try Project()
        let early = try add(project)
        #expect(early.code == 1 && early.errors.contains("moonpost key"))
        _ = try project.run("key")
        let added = try add(project)
        #expect(added.code == 0 && added.output.contains("added shop") && added.output.contains("no host runs"), "\(added)")
        let list = try project.run("number", "list")
        #expect(list.output == "shop  cloud  106540352242922  account 102290129340398\n")
        for file in project.files where file.hasPrefix("data/moonpost.db") {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: project.path + "/" + file))
            for secret in ["EAAsecrettoken", "thesecretofmyapp", "theverifytoken"] { #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file)") }
        }
        #expect(!(added.output + added.errors + list.output).contains("EAAsecrettoken"))
    }

    @Test("what is wrong is said with the value, the rule and the next step, and nothing is changed")
    func mistakes() throws {
        let project = try Project()
        _ = try project.run("key")
        let missing = try project.run("number", "add", "shop", "--id", "1", input: "access_token=x\n")
        #expect(missing.code == 1 && missing.errors.contains("app_secret is missing: set WHATSAPP_APP_SECRET"))
        let id = try project.run("number", "add", "shop", "--id", "1 2", input: Self.secrets)
        #expect(id.code == 1 && id.errors.contains("\"1 2\" is not an id"))
        _ = try add(project)
        let twin = try add(project, "again")
        #expect(twin.code == 1 && twin.errors.contains("\"shop\" (106540352242922) is there already"))
        let language = try project.run("number", "set", "shop", "--language", "Arabic language")
        #expect(language.code != 0 && language.errors.contains("is not a language"))
        let unknown = try project.run("number", "set", "shopp", "--language", "ar")
        #expect(unknown.code == 1 && unknown.errors.contains("there is no number \"shopp\": there is \"shop\""))
        let nothing = try project.run("number", "set", "shop")
        #expect(nothing.code == 1 && nothing.errors.contains("nothing is to be changed"))
        #expect(try project.run("number", "list").output == "shop  cloud  106540352242922  account 102290129340398\n")
    }

    @Test("a number is changed, its secret rotated and the old one dropped, and it is removed")
    func changed() throws {
        let project = try Project()
        _ = try project.run("key")
        _ = try add(project)
        #expect(try project.run("number", "set", "shop", "--language", "ar", "--plugins", "orders, hours", "--throughput", "20").code == 0)
        let rotated = try project.run("number", "set", "shop", "--new-secret", input: "app_secret=another\n")
        #expect(rotated.output.contains("2 secrets are valid"))
        #expect(
            try project.run("number", "list").output
                == "shop  cloud  106540352242922  account 102290129340398  20 a second  language ar  plugins hours, orders  2 secrets valid\n")
        #expect(try project.run("number", "set", "shop", "--drop-old-secrets", "--plugins", "all").code == 0)
        #expect(!(try project.run("number", "list").output.contains("secrets valid")))
        #expect(try project.run("number", "remove", "shop", input: "n\n").code == 1)
        #expect(try project.run("number", "remove", "shop", input: "y\n").output.contains("removed shop"))
        #expect(try project.run("number", "list").output.hasPrefix("there is no number yet"))
    }

    @Test("a number of Twilio's gets its content templates when it is added and later, and loses them again")
    func content() throws {
        func sid(_ digit: Character) -> String { "HX" + String(repeating: digit, count: 32) }
        let project = try Project()
        _ = try project.run("key")
        try project.write("config.toml", "[server]\nwebhook_url = \"https://bot.example.com\"\n")
        let added = try project.run(
            "number", "add", "shop", "--provider", "twilio", "--id", "+14155238886", "--account-sid", "AC" + String(repeating: "1", count: 32),
            "--content-buttons", sid("a"), "--content-buttons", sid("b"), "--content-template", "order_shipped=" + sid("c"),
            input: "auth_token=secret\n")
        #expect(added.code == 0, "\(added)")
        func list() throws -> String { try project.run("number", "list").output }
        #expect(try list().hasSuffix("  content buttons 2, order_shipped\n"))
        let set = try project.run("number", "set", "shop", "--content-lists", sid("d"), "--content-template", "order_shipped:ar=" + sid("e"))
        #expect(set.code == 0, "\(set)")
        #expect(try list().hasSuffix("  content buttons 2, lists 1, order_shipped, order_shipped:ar\n"))
        #expect(try project.run("number", "set", "shop", "--new-secret", input: "auth_token=another\n").code == 0)
        #expect(try list().contains("  content buttons 2, lists 1, order_shipped, order_shipped:ar"))
        #expect(try project.run("number", "set", "shop", "--content-buttons", "none", "--content-template", "order_shipped:ar=none").code == 0)
        #expect(try list().contains("  content lists 1, order_shipped  "))
        for (arguments, words) in [
            (["--content-buttons", "HX1"], "\"HX1\" is not a Content SID: it is HX and 32 hexadecimal digits"),
            (["--content-template", "offer"], "\"offer\" is not like order_shipped=HX..."),
            (["--content-template", "offer:=" + sid("a")], "is not like order_shipped=HX..."),
            (["--content-template", "offer=none"], "there is no \"offer\" to take away: there is \"order_shipped\""),
            (Array(repeating: ["--content-buttons", sid("a")], count: 4).flatMap(\.self), "4 Content SIDs are too many, the limit is 3"),
        ] {
            let outcome = try project.run(["number", "set", "shop"] + arguments)
            #expect(outcome.code != 0 && outcome.errors.contains(words), "\(outcome)")
        }
        _ = try add(project, "meta")
        let meta = try project.run("number", "set", "meta", "--content-buttons", sid("a"))
        #expect(meta.code != 0 && meta.errors.contains("are of Twilio's numbers, and \"meta\" is one of Meta's"))
    }

    @Test("a number of config.toml is listed, and changed there; one in both is an error that says what to do")
    func configured() throws {
        let table = """
            [[numbers]]
            name = "shop"
            phone_number_id = "106540352242922"
            access_token = "a"
            app_secret = "b"
            verify_token = "c"
            """
        let project = try Project()
        _ = try project.run("key")
        _ = try add(project)
        try project.write("config.toml", table)
        let both = try project.run("number", "list")
        #expect(both.code == 1 && both.errors.contains("take the table out of config.toml, or run `moonpost number remove shop`"))
        let serve = try project.run("serve")
        #expect(serve.code == 1 && serve.errors.contains("two numbers have the id 106540352242922"))
        let configured = try Project(["config.toml": table])
        #expect(try configured.run("number", "list").output == "shop  cloud  106540352242922  in config.toml\n")
    }

    @Test("the key is changed, and everything opens with the new one alone; a lost key is an error that names the ways out")
    func rotatedKey() throws {
        let project = try Project()
        _ = try project.run("key")
        _ = try add(project)
        let before = try project.read("data/moonpost.key")
        let rotated = try project.run("key", "rotate")
        #expect(rotated.code == 0 && rotated.output.contains("1 number is sealed with the new key"), "\(rotated)")
        #expect(try project.read("data/moonpost.key") != before && !project.files.contains("data/moonpost.key.new"))
        #expect(try project.run("number", "list").output.hasPrefix("shop"))
        try project.write("data/moonpost.key", before)
        let wrong = try project.run("number", "list")
        #expect(wrong.code == 1 && wrong.errors.contains("sealed with another key"))
        let serve = try project.run("serve")
        #expect(serve.code == 1 && serve.errors.contains("sealed with another key"))
        try project.write("data/moonpost.key", "something\n")
        #expect(try project.run("number", "list").errors.contains("moonpost.key holds no key"))
        #expect(try project.run("number", "remove", "shop", "--yes").output.contains("removed shop"))
    }
}
