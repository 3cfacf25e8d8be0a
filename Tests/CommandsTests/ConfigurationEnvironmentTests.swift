// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing

private typealias Its = ConfigurationTesting

@Suite("Configuration: environment")
struct ConfigurationEnvironmentTests {
    @Test("Any value may stand in the environment: text, numbers, sizes, durations")
    func anyValue() throws {
        let configuration = try Its.read(
            """
            [server]
            port = "env:PORT"
            max_body = "env:BODY"
            [business]
            timezone = "env:ZONE"
            [sending]
            uncertain_wait = "env:WAIT"
            """, ["PORT": "9001", "BODY": "2 MiB", "ZONE": "Asia/Tokyo", "WAIT": "3 seconds"])
        #expect(configuration.server.port == 9001)
        #expect(configuration.server.maxBody == 2 << 20)
        #expect(configuration.business.timezone == "Asia/Tokyo")
        #expect(configuration.sending.uncertainWait == .seconds(3))
    }

    @Test("A variable that is not set is an error with key, line and variable")
    func missing() {
        #expect(
            Its.problems("[server]\n\nport = \"env:PROT\"") == [
                "config.toml:3: server.port is \"env:PROT\", but the environment variable PROT is not set"
            ])
        #expect(
            Its.problems("[plugins.pay]\nkeys = [1,\n \"env:K\"]") == [
                "config.toml:3: plugins.pay.keys is \"env:K\", but the environment variable K is not set"
            ])
        #expect(
            Its.problems("[server]\nhost = \"env:\"") == [
                "config.toml:2: server.host: after \"env:\" comes the name of an environment variable, as in \"env:NAME\""
            ])
    }

    @Test("The four variables make a number where the file has none")
    func numberOfTheEnvironment() throws {
        let numbers = try Its.read("", Its.variables).numbers
        #expect(numbers.map(\.phoneNumberID) == ["200"])
        #expect(numbers.first?.accessToken.value == "env-token")
        #expect(numbers.first?.appSecret.value == "env-secret")
        #expect(numbers.first?.verifyToken.value == "env-verify")
        #expect(try Its.read("numbers = []", Its.variables).numbers.count == 1)
    }

    @Test("Variables that are set to nothing make no number")
    func emptyVariables() throws {
        #expect(try Its.read("", Its.variables.mapValues { _ in "" }).numbers.isEmpty)
    }

    @Test("Only some of the four variables are an error that names the others")
    func someVariables() {
        var variables = Its.variables
        variables["WHATSAPP_APP_SECRET"] = nil
        variables["WHATSAPP_VERIFY_TOKEN"] = ""
        #expect(
            Its.problems("", variables) == [
                "config.toml: the environment variable WHATSAPP_ACCESS_TOKEN is set, but not WHATSAPP_APP_SECRET, "
                    + "WHATSAPP_VERIFY_TOKEN: a number needs all of them, or a [[numbers]] table"
            ])
    }

    @Test("The variables fill what the first number lacks, and override nothing")
    func filling() throws {
        let numbers = try Its.read(
            """
            [[numbers]]
            phone_number_id = "100"
            verify_token = "own"
            [[numbers]]
            phone_number_id = "101"
            access_token = "second-token"
            app_secret = "second-secret"
            verify_token = "second-verify"
            """, Its.variables
        ).numbers
        #expect(numbers.map(\.phoneNumberID) == ["100", "101"])
        #expect(numbers.map(\.accessToken.value) == ["env-token", "second-token"])
        #expect(numbers.map(\.verifyToken.value) == ["own", "second-verify"])
    }

    @Test("The variables do not fill the second number")
    func secondNumber() {
        let text = Its.number + "[[numbers]]\nphone_number_id = \"2\"\naccess_token = \"t\"\nverify_token = \"v\""
        #expect(Its.problems(text, Its.variables) == ["config.toml:6: [[numbers]] has no app_secret"])
    }

    @Test("WEBHOOK_URL fills webhook_url where the file does not give it")
    func webhookURL() throws {
        let environment = ["WEBHOOK_URL": "https://env.example.com"]
        #expect(try Its.read("", environment).server.webhookURL == "https://env.example.com")
        #expect(
            try Its.read("[server]\nwebhook_url = \"https://own.example.com\"", environment).server.webhookURL
                == "https://own.example.com")
        #expect(
            Its.problems("", ["WEBHOOK_URL": "bot.example.com"]) == [
                "config.toml: server.webhook_url: the value of the environment variable WEBHOOK_URL is not an address like \"https://bot.example.com\""
            ])
    }

    @Test("An app secret that a variable leaves empty is an error")
    func emptySecret() {
        let text = Its.number.replacing("\"hush\"", with: "\"env:SECRET\"")
        #expect(
            Its.problems(text, ["SECRET": ""]) == [
                "config.toml:4: numbers.app_secret is empty: the environment variable SECRET is"
            ])
        #expect(
            Its.problems(text, ["SECRET": "  "]) == [
                "config.toml:4: numbers.app_secret is empty: anybody could sign webhooks"
            ])
    }

    @Test(
        "No message shows a value of the environment, whichever key it was meant for",
        arguments: [
            "[server]\nport = \"env:X\"", "[server]\nmax_body = \"env:X\"", "[server]\nhost = \"env:X\"",
            "[server]\nwebhook_url = \"env:X\"", "[database]\nurl = \"env:X\"", "[business]\ntimezone = \"env:X\"",
            "[business]\nlanguage = \"env:X\"", "[sending]\ntimeout = \"env:X\"",
            Its.number + "provider = \"env:X\"", Its.number + "graph_url = \"env:X\"",
            Its.number + "graph_version = \"env:X\"",
            Its.number.replacing("\"106540352242922\"", with: "\"env:X\""),
            Its.number.replacing("\"EAAtoken\"", with: "\"env:X\""),
        ])
    func shownNowhere(text: String) {
        let problems = Its.problems(text, ["X": "very private\tthing/?"])
        #expect(problems.count == 1)
        #expect(!problems.contains { $0.contains("private") })
    }
}
