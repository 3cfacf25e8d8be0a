// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Commands
internal import Core
internal import Foundation
internal import Scripting
internal import Testing

private typealias Its = ConfigurationTesting

@Suite("Configuration: problems")
struct ConfigurationProblemTests {
    @Test(
        "An unknown key is named with its line and the nearest known key",
        arguments: [
            ("[server]\nprot = 1", "2: unknown key \"server.prot\": did you mean \"port\"?"),
            ("\n[sever]\nport = 1", "2: unknown key \"sever\": did you mean \"server\"?"),
            (
                "[business]\n# the zone\ntime_zone = \"UTC\"",
                "3: unknown key \"business.time_zone\": did you mean \"timezone\"?"
            ),
            ("[scripts.limits]\ncpu = 5\nmesages = 4", "2: unknown key \"scripts.limits.cpu\": did you mean \"cpu_ms\"?"),
            ("[plugins.pay.limits]\nhttp_call = 5", "2: unknown key \"plugins.pay.limits.http_call\": did you mean \"http_calls\"?"),
            ("[scripts]\nlimit = 5", "2: unknown key \"scripts.limit\": did you mean \"limits\"?"),
            ("server.hots = \"x\"", "1: unknown key \"server.hots\": did you mean \"host\"?"),
            ("server = { port = 1,\thosd = \"x\" }", "1: unknown key \"server.hosd\": did you mean \"host\"?"),
            ("[database]\nfriends = 1", "2: unknown key \"database.friends\": [database] can have cache, url"),
            (Its.number + "appsecret = \"x\"", "6: unknown key \"numbers.appsecret\": did you mean \"app_secret\"?"),
            (
                Its.number + Its.number.replacing("1065", with: "1") + "\n\nprovder = \"x\"",
                "13: unknown key \"numbers.provder\": did you mean \"provider\"?"
            ),
            ("[scripts]\ncpu_ms = 80", "2: unknown key \"scripts.cpu_ms\": it stands in [scripts.limits]"),
            ("[http]\nallow_private = [\"http://localhost\"]", "2: http.allow_private: \"http://localhost\" is not a host: leave \"http://\" out, and what stands behind the host: \"localhost\""),
            ("[plugins.pay]\ngrant = [\"http\"]", "2: plugins.pay.grant: \"http\" is nothing that can be granted: name the host that is called, as in \"http:api.example.com\""),
            ("[server]\ntrusted_proxies = [\"proxy.local\"]", "2: server.trusted_proxies: \"proxy.local\" is not an address: write it like \"10.0.0.7\", \"10.0.0.0/8\" or \"fd00::/8\""),
            ("[server]\ntrusted_proxies = \"10.0.0.7\"", "2: server.trusted_proxies must be a list of addresses, as in trusted_proxies = [\"10.0.0.0/8\"], not text"),
            ("[limits.stop_words]\nspanish = [\"baja\"]", "2: limits.stop_words.spanish: \"spanish\" is not a language: write a tag like \"en\", \"ar\" or \"pt-BR\""),
            ("[limits.stop_words]\nes = \"baja\"", "2: limits.stop_words.es must be a list of words, as in es = [\"...\"], not text"),
            ("[limits.stop_words]\nes = [\" !\"]", "2: limits.stop_words.es: \" !\" is not a word: it has 1 to 64 bytes and more than spaces and marks"),
            ("[limits.stop_words]\nes = [\"Alta\"]\n[limits.start_words]\nes = [\"alta\"]", "1: limits.stop_words: \"Alta\" stands in [limits.start_words], too: it means one or the other"),
            ("[plugins.pay]\ngrant = [\"htp\"]", "2: plugins.pay.grant: \"htp\" is nothing that can be granted: did you mean \"http:api.example.com\"?"),
        ])
    func unknown(text: String, problem: String) {
        #expect(Its.problems(text).first == "config.toml:\(problem)")
    }

    @Test(
        "A wrong type is named with its line, what is wanted and what is there",
        arguments: [
            ("[server]\nport = \"80\"", "2: server.port must be a whole number, not text"),
            ("[server]\nport = 80.5", "2: server.port must be a whole number, not a number with a fraction"),
            ("[server]\nhost = 1", "2: server.host must be text, not a whole number"),
            ("[server]\nhost = true", "2: server.host must be text, not true or false"),
            (
                "[server]\nmax_body = []",
                "2: server.max_body must be a size like \"4 MiB\", or a number of bytes, not a list"
            ),
            ("[sending]\ntimeout = 10", "2: sending.timeout must be text, not a whole number"),
            ("[business]\nname = 2026-01-01", "2: business.name must be text, not a date"),
            ("server = 1", "1: server must be a table, written [server], not a whole number"),
            ("[numbers]\nname = \"x\"", "1: numbers must be tables, each written [[numbers]], not a table"),
            ("numbers = [\n1]", "2: numbers must be tables, each written [[numbers]], not a whole number"),
            ("[plugins]\npay = true", "2: plugins.pay must be a table, written [plugins.pay], not true or false"),
            (
                "[plugins.pay]\ngrant = \"http\"",
                "2: plugins.pay.grant must be a list of names, as in grant = [\"http:api.example.com\"], not text"
            ),
            ("[plugins.pay]\ngrant = [\n\"ai\",\n1]", "4: plugins.pay.grant must be text, not a whole number"),
        ])
    func wrongType(text: String, problem: String) {
        #expect(Its.problems(text) == ["config.toml:\(problem)"])
    }

    @Test(
        "A value that cannot work is named with its line and the rule",
        arguments: [
            ("[server]\nport = 70000", "2: server.port must be from 0 to 65535, not 70000"),
            ("[server]\nport = -1", "2: server.port must be from 0 to 65535, not -1"),
            ("[server]\nhost = \"\"", "2: server.host is empty"),
            (
                "[server]\nmax_body = 4",
                "2: server.max_body must be at least 1 KiB; a number without a unit counts bytes"
            ),
            (
                "[server]\nmax_body = \"4 melons\"",
                "2: server.max_body: \"4 melons\" is not a size: write it like \"4 MiB\", or in bytes"
            ),
            (
                "[server]\nhost = \"http://x\"",
                "2: server.host: \"http://x\" is not a host: write a name or an address such as \"127.0.0.1\" or \"0.0.0.0\""
            ),
            (
                "[server]\nwebhook_url = \"ftp://x\"",
                "2: server.webhook_url: \"ftp://x\" is not an address like \"https://bot.example.com\""
            ),
            ("[scripts]\nworkers = 0", "2: scripts.workers must be from 1 to 256, not 0"),
            ("[scripts.limits]\nmessages = 0", "2: scripts.limits.messages must be at least 1, not 0"),
            ("[plugins.pay.limits]\ncpu_ms = 0", "2: plugins.pay.limits.cpu_ms must be from 1 to 600000, not 0"),
            ("[plugins.pay]\nlimits = 5", "2: plugins.pay.limits must be a table, written [plugins.pay.limits], not a whole number"),
            (
                "[scripts.limits]\njournal_bytes = \"9 MiB\"",
                "2: scripts.limits.journal_bytes must be at most 8 MiB: a journal is one frame to a worker"
            ),
            (
                "[scripts.limits]\njournal_warning = 5000",
                "2: scripts.limits.journal_warning must be at most 2000, the length at which a journal ends"
            ),
            (
                "[database]\nurl = \"postgres://x\"",
                "2: database.url: \"postgres://x\" is not a database: write \"sqlite:data/moonpost.db\", a path after \"sqlite:\""
            ),
            (
                "[database]\nurl = \"sqlite://data/x.db\"",
                "2: database.url: \"sqlite://data/x.db\" is not a database: write \"sqlite:data/moonpost.db\", a path after \"sqlite:\""
            ),
            (
                "[business]\ntimezone = \"Africa/Kairo\"",
                "2: business.timezone: \"Africa/Kairo\" is not a time zone: did you mean \"Africa/Cairo\"?"
            ),
            (
                "[business]\nlanguage = \"english\"",
                "2: business.language: \"english\" is not a language: write a tag like \"en\", \"ar\" or \"pt-BR\""
            ),
            (
                "[sending]\nuncertain_wait = \"soon\"",
                "2: sending.uncertain_wait: \"soon\" is not a duration: write it like \"30 minutes\", \"2 hours\" or \"5 days\""
            ),
            ("[limits]\nthroughput = \"fast\"", "2: limits.throughput: \"fast\" is not a limit: write a whole number, or \"unlimited\""),
            ("[limits]\nthroughput = 0", "2: limits.throughput must be from 1 to 100000, not 0"),
            (
                "[limits]\nquiet_hours = \"9pm to 8am\"",
                "2: limits.quiet_hours: \"9pm to 8am\" is not a time of day: write it like \"21:00-08:00\""
            ),
            ("[sending]\ntimeout = \"0 seconds\"", "2: sending.timeout must be longer than nothing"),
            ("[plugins.a]\nx = nan", "2: plugins.a.x must be a finite number"),
            (
                Its.number + "provider = \"pigeon\"",
                "6: numbers.provider: \"pigeon\" is not a provider: there is \"cloud\", \"twilio\""
            ),
            (
                Its.number + "graph_url = \"graph\"",
                "6: numbers.graph_url: \"graph\" is not an address like \"https://graph.facebook.com\""
            ),
            (Its.number + "graph_version = \"25\"", "6: numbers.graph_version: \"25\" is not a version like \"v25.0\""),
            (Its.number.replacing("hush", with: ""), "4: numbers.app_secret is empty"),
            (
                Its.number.replacing("EAA", with: "E A"),
                "3: numbers.access_token: the access token is empty or has spaces or line breaks in it"
            ),
            (
                Its.number.replacing("\"106540352242922\"", with: "\"+49 30\""),
                "2: numbers.phone_number_id: \"+49 30\" is not an id: it has digits only"
            ),
        ])
    func wrongValue(text: String, problem: String) {
        #expect(Its.problems(text) == ["config.toml:\(problem)"])
    }

    @Test("A number without its app secret is an error at its table, which says where to give it")
    func missingSecret() {
        #expect(
            Its.problems("\n" + Its.number.replacing("app_secret = \"hush\"\n", with: "")) == [
                "config.toml:2: [[numbers]] has no app_secret: give it here, or set the environment variable WHATSAPP_APP_SECRET"
            ])
    }

    @Test("Two numbers of one id or one name are an error at the second")
    func duplicates() {
        let named = Its.number + "name = \"shop\"\n"
        #expect(
            Its.problems(named + named) == [
                "config.toml:8: numbers.phone_number_id: \"106540352242922\" belongs to another number already (line 2)",
                "config.toml:12: numbers.name: \"shop\" belongs to another number already (line 6)",
            ])
    }

    @Test("All problems are told at once, in the order of their lines")
    func allAtOnce() {
        let problems = Its.problems(
            "[sending]\nx = 1\n[business]\ntimezone = \"Nowhere\"\n[server]\nport = true\n[zzz]\n")
        #expect(
            problems.map { $0.prefix(14) } == ["config.toml:2:", "config.toml:4:", "config.toml:6:", "config.toml:7:"])
    }

    @Test(
        "What is not TOML is told with its line",
        arguments: [
            ("[server\nport = 1", 1), ("[server]\nport = \n", 2), ("[server]\nport = 1\nport = 2", 3),
            ("[server]\nport = 1\n[server]\n", 3), ("[server]\nhost = abc", 2), ("a = 1\u{0}\n", 1), ("\n\nx", 3),
        ])
    func syntax(text: String, line: Int) {
        let problems = Its.problems(text)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("config.toml:\(line): ") == true, "\(problems)")
    }

    @Test("A key that stands twice is named, a secret's too")
    func twice() {
        #expect(
            Its.problems("a.x = 1\r\n[[numbers]]\r\napp_secret = \"one\"\r\napp_secret = \"two\"") == [
                "config.toml:4: this is not TOML: cannot redefine existing string 'app_secret'; it is in the file twice"
            ])
    }

    @Test(
        "No message about TOML shows a secret, with quotes or without",
        arguments: [
            "[[numbers]]\naccess_token = EAAprivate", "[[numbers]]\napp_secret = tprivate",
            "[[numbers]]\napp_secret = 123private",
            "[[numbers]]\napp_secret = \"private\" private", "[[numbers]]\napp_secret = \"\\private\"",
            "[[numbers]]\nverify_token = \"private\nname = \"x\"", "[plugins.pay]\npin = private",
            "plugins.pay.pin = tprivate",
            "numbers = [ { app_secret = private } ]", "[[numbers]]\napp_secret = 99999999999999999999private",
        ])
    func secretSyntax(text: String) {
        let problems = Its.problems(text)
        #expect(problems.count == 1)
        #expect(!problems.contains { $0.contains("priv") || $0.contains("999") || $0.contains("tp") }, "\(problems)")
    }

    @Test("No message about a value shows a secret", arguments: ["access_token", "app_secret", "verify_token"])
    func secretValues(key: String) {
        let lines = ["access_token": 3, "app_secret": 4, "verify_token": 5]
        var text = Its.number.split(separator: "\n").map(String.init)
        for value in ["123456789", "[\"123456789\"]", "{ x = \"123456789\" }", "1.23456789"] {
            text[(lines[key] ?? 1) - 1] = "\(key) = \(value)"
            let problems = Its.problems(text.joined(separator: "\n"))
            #expect(problems.count == 1)
            #expect(problems.first?.hasPrefix("config.toml:\(lines[key] ?? 0): numbers.\(key) must be text") == true)
            #expect(!problems.contains { $0.contains("3456") })
        }
        text[(lines[key] ?? 1) - 1] = "\(key) = \"123456789\""
        let soundNumber = try? Its.read(text.joined(separator: "\n"))
        #expect(soundNumber.map { "\($0)".contains("123456789") } == false)
    }

    @Test("The shipped file is sound, and so are its examples of numbers")
    func shipped() throws {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appendingPathComponent("config.toml").path
        let configuration = try ConfigurationReader.read(file: file, environment: [:])
        #expect(configuration.numbers.isEmpty)
        #expect(configuration.scripts.flows == root.path + "/flows")

        // Every "# key = value" and "# [table]" of the file is an example: without the marks they must hold as well.
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let uncommented = text.split(separator: "\n").map { line -> Substring in
            let rest = line.drop { $0 == "#" || $0 == " " }
            let isExample =
                line.hasPrefix("# ") && (rest.contains(" = ") || rest.hasPrefix("[")) && !rest.contains(". ")
            return isExample ? rest : line
        }
        let environment = [
            "WHATSAPP_ACCESS_TOKEN": "t", "WHATSAPP_APP_SECRET": "s", "WHATSAPP_VERIFY_TOKEN": "v",
            "TWILIO_SID": "AC" + String(repeating: "0", count: 32), "TWILIO_AUTH_TOKEN": "t", "TWILIO_SECONDARY_TOKEN": "u",
            "WHATSAPP_OLD_SECRET": "o", "OPENAI_API_KEY": "k",
        ]
        let whole = try Its.read(uncommented.joined(separator: "\n"), environment)
        #expect(whole.numbers.map(\.provider) == [.cloud, .twilio])
        #expect(ScriptLimits(whole.scripts.limits) == ScriptLimits())
        #expect(whole.media == Configuration.Media(folder: whole.media.folder))
        #expect(whole.sending == Configuration.Sending())
        #expect(whole.server.maxBody == Configuration().server.maxBody)
    }

    @Test("A file that is not there, and one that is not UTF-8, are errors that name it")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("config.toml")
        func problem() -> String? {
            do {
                _ = try ConfigurationReader.read(file: file.path, environment: [:])
                return nil
            } catch {
                return error.description
            }
        }
        #expect(problem() == "\(file.path): there is no such file")
        try Data([0x61, 0xFF]).write(to: file)
        #expect(problem() == "\(file.path): the file is not UTF-8")
        try Data("[server]\nport = 1".utf8).write(to: file)
        #expect(problem() == nil)
        #expect(try ConfigurationReader.read(file: file.path, environment: [:]).scripts.flows == folder.path + "/flows")
    }
}
