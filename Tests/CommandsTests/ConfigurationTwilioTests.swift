// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Commands
internal import Core
internal import Testing

private typealias Its = ConfigurationTesting

@Suite("Configuration: Twilio")
struct ConfigurationTwilioTests {
    private static let sid = "AC" + String(repeating: "0a", count: 16)
    private static let content = "HX" + String(repeating: "1b", count: 16)

    /// A table that lacks nothing, with lines 1 to 5.
    private static let number = """
        [[numbers]]
        provider = "twilio"
        account_sid = "\(sid)"
        auth_token = "hush"
        number = "+1 415 523 8886"

        """

    private static let variables = ["TWILIO_SID": sid, "TWILIO_AUTH_TOKEN": "env-token", "TWILIO_WHATSAPP_NUMBER": "whatsapp:+14155238886"]

    @Test("A number of Twilio's has its account, tokens, service and content")
    func whole() throws {
        let service = "MG" + String(repeating: "00", count: 16)
        let text = Self.number + """
            secondary_auth_token = "hush-too"
            name = "shop"
            throughput = 20
            portfolio = "main"
            messaging_service_sid = "\(service)"
            content_buttons = ["\(Self.content)"]
            content_lists = ["\(Self.content)", "\(Self.content)"]
            api_url = "http://127.0.0.1:1/twilio"
            [numbers.content_templates]
            order_shipped = "\(Self.content)"
            """
        let number = try #require(try Its.read(text).numbers.first)
        #expect(number.provider == .twilio && number.phoneNumberID == "+14155238886" && number.name == "shop" && number.businessAccountID == Self.sid)
        #expect(number.appSecret == Secret("hush") && number.throughput == 20 && number.portfolio == "main")
        let plain = try #require(try Its.read(Self.number).numbers.first)
        #expect(plain.throughput == nil && plain.portfolio == Self.sid)
        let twilio = try #require(number.twilio)
        #expect(twilio.authTokens == [Secret("hush"), Secret("hush-too")] && twilio.messagingServiceSID == service)
        #expect(twilio.contentButtons == [Self.content] && twilio.contentLists.count == 2 && twilio.contentTemplates == ["order_shipped": Self.content])
        #expect(twilio.apiURL == "http://127.0.0.1:1/twilio")
    }

    @Test("The three variables make a number where the file has none, beside one of Meta's")
    func environment() throws {
        let number = try #require(try Its.read("", Self.variables).numbers.first)
        #expect(number.phoneNumberID == "+14155238886" && number.name == "+14155238886" && number.twilio?.authTokens == [Secret("env-token")])
        let both = try Its.read("", Self.variables.merging(Its.variables) { first, _ in first }).numbers
        #expect(both.map(\.provider) == [.cloud, .twilio])
    }

    @Test("The variables fill what the first number of Twilio's lacks, and only there")
    func filling() throws {
        let numbers = try Its.read(Its.number + "[[numbers]]\nprovider = \"twilio\"\nnumber = \"+15550100000\"", Self.variables).numbers
        #expect(numbers.map(\.phoneNumberID) == ["106540352242922", "+15550100000"])
        #expect(numbers.last?.twilio?.accountSID == Self.sid)
    }

    @Test("Only some of the variables are an error that names the others")
    func someVariables() {
        var variables = Self.variables
        variables["TWILIO_AUTH_TOKEN"] = nil
        #expect(
            Its.problems("", variables) == [
                "config.toml: the environment variable TWILIO_SID is set, but not TWILIO_AUTH_TOKEN: a number needs all of them, or a [[numbers]] table"
            ])
    }

    @Test(
        "A value that cannot work is named with its line and the rule",
        arguments: [
            (Self.number.replacing("AC0a", with: "AD0a"), "3: numbers.account_sid: \"AD\(sid.dropFirst(2))\" is not an account SID: it is AC and 32 hexadecimal digits"),
            (Self.number.replacing("hush", with: "hu sh"), "4: numbers.auth_token: the auth token is empty or has spaces or line breaks in it"),
            (Self.number + "secondary_auth_token = \"a b\"", "6: numbers.secondary_auth_token: the auth token is empty or has spaces or line breaks in it"),
            (
                Self.number.replacing("+1 415 523 8886", with: "14155238886"),
                "5: numbers.number: \"14155238886\" is not a phone number with \"+\" and the country code, like \"+14155238886\""
            ),
            (Self.number + "content_buttons = [\"HX1\"]", "6: numbers.content_buttons: \"HX1\" is not a SID: it is HX and 32 hexadecimal digits"),
            (Self.number + "content_buttons = \"HX1\"", "6: numbers.content_buttons must be a list of Content SIDs, as in content_buttons = [\"HX...\"], not text"),
            (Self.number + "messaging_service_sid = \"HX1\"", "6: numbers.messaging_service_sid: \"HX1\" is not a SID: it is MG and 32 hexadecimal digits"),
            (Self.number + "api_url = \"twilio\"", "6: numbers.api_url: \"twilio\" is not an address like \"https://api.twilio.com\""),
            (Self.number + "app_secret = \"x\"", "6: unknown key \"numbers.app_secret\": [[numbers]] can have "),
            (Self.number + Self.number, "10: numbers.number: \"+14155238886\" belongs to another number already (line 5)"),
            ("[[numbers]]\nprovider = \"twilio\"\nauth_token = \"t\"\nnumber = \"+14155238886\"", "1: [[numbers]] has no account_sid: give it here, or set the environment variable TWILIO_SID"),
        ])
    func problems(text: String, problem: String) {
        let problems = Its.problems(text)
        #expect(problems.count == 1 && problems.first?.hasPrefix("config.toml:\(problem)") == true, "\(problems)")
    }

    @Test("No message shows a value of the environment", arguments: ["account_sid", "auth_token", "number", "messaging_service_sid", "api_url"])
    func shownNowhere(key: String) {
        let lines = Self.number.split(separator: "\n").filter { !$0.hasPrefix(key) } + ["\(key) = \"env:X\""]
        let problems = Its.problems(lines.joined(separator: "\n"), ["X": "very private\tthing/?"])
        #expect(problems.count == 1 && !problems.contains { $0.contains("private") }, "\(problems)")
    }
}
