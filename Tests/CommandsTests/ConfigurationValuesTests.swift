// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Scripting
internal import Testing
internal import WhatsApp

@testable internal import Commands

private typealias Its = ConfigurationTesting

@Suite("Configuration: values")
struct ConfigurationValuesTests {
    @Test("An empty file gives the defaults")
    func defaults() throws {
        let configuration = try Its.read("")
        #expect(configuration == Configuration())
        #expect(configuration.server.host == "127.0.0.1")
        #expect(configuration.server.port == 8080)
        #expect(configuration.server.maxBody == 4_194_304)
        #expect(configuration.database.url == "sqlite:data/moonpost.db")
        #expect(configuration.scripts.flows == "flows")
        #expect(configuration.scripts.plugins == "plugins")
        #expect(configuration.business.timezone == "UTC")
        #expect(configuration.sending.uncertainWait == .seconds(10))
        #expect(configuration.numbers.isEmpty)
        #expect(ScriptLimits(configuration.scripts.limits) == ScriptLimits())
    }

    @Test("Every key of every table is read")
    func everything() throws {
        let configuration = try Its.read(
            """
            [server]
            host = "0.0.0.0"
            port = 9000
            webhook_url = "https://bot.example.com/hook"
            max_body = "1 MiB"
            metrics_token = "0123456789abcdef"
            trusted_proxies = ["10.0.0.0/8", "fd00::1"]
            [database]
            url = "sqlite:/var/lib/moonpost/live.db"
            cache = "16 MiB"
            [scripts]
            flows = "my/flows"
            plugins = "/opt/plugins"
            workers = 3
            kills = 3
            kills_window = "5 minutes"
            [scripts.limits]
            instructions = 5_000_000
            cpu_ms = 100
            memory = "32 MiB"
            host_calls = 10
            messages = 5
            http_calls = 7
            output = 65536
            journal = 1000
            journal_warning = 900
            journal_bytes = "2 MiB"
            [[numbers]]
            name = "shop"
            provider = "cloud"
            phone_number_id = "1"
            business_account_id = "2"
            access_token = "t"
            app_secret = "s"
            verify_token = "v"
            graph_url = "http://127.0.0.1:4000"
            graph_version = "v24.0"
            throughput = 20
            portfolio = "main"
            [limits]
            throughput = 1000
            pair_burst = 20
            pair_interval = "7 seconds"
            messaging_limit = 2000
            quiet_hours = "21:30-08:00"
            inbound_per_minute = "unlimited"
            inbound_burst = 5
            repeats = 4
            mute = "5 minutes"
            address_per_minute = 120
            address_burst = 50
            [limits.stop_words]
            es = ["baja", "salir"]
            sw = ["acha"]
            [limits.start_words]
            es = ["alta"]
            [business]
            name = "Café Luna"
            timezone = "Africa/Cairo"
            language = "pt-BR"
            [sending]
            uncertain_wait = "1 minute 30 seconds"
            max_attempts = 4
            connections = 12
            timeout = "5 seconds"
            """)
        #expect(
            configuration.server
                == Configuration.Server(
                    host: "0.0.0.0", port: 9000, webhookURL: "https://bot.example.com/hook", maxBody: 1 << 20,
                    metricsToken: Secret("0123456789abcdef"), trustedProxies: ["10.0.0.0/8", "fd00::1"].compactMap { AddressBlock($0) }))
        #expect(configuration.server.trustedProxies.count == 2)
        #expect(configuration.database.path == "/var/lib/moonpost/live.db")
        #expect(configuration.database.cache == 16 << 20)
        #expect(
            configuration.scripts
                == Configuration.Scripts(
                    flows: "my/flows", plugins: "/opt/plugins", workers: 3,
                    limits: Configuration.ScriptLimits(
                        instructions: 5_000_000, processorTime: .milliseconds(100), memory: 32 << 20, hostCalls: 10,
                        messages: 5, httpCalls: 7, output: 65_536, journal: 1_000, journalWarning: 900, journalBytes: 2 << 20),
                    kills: 3, killsWindow: .seconds(300)))
        #expect(
            configuration.numbers == [
                Configuration.Number(
                    name: "shop", phoneNumberID: "1", businessAccountID: "2", accessToken: Secret("t"),
                    appSecret: Secret("s"),
                    verifyToken: Secret("v"), graphURL: "http://127.0.0.1:4000", graphVersion: "v24.0",
                    throughput: 20, portfolio: "main")
            ])
        #expect(
            configuration.business
                == Configuration.Business(name: "Café Luna", timezone: "Africa/Cairo", language: "pt-BR"))
        var limits = configuration.limits
        #expect(limits.stopWords == ["es": ["baja", "salir"], "sw": ["acha"]] && limits.startWords == ["es": ["alta"]])
        (limits.stopWords, limits.startWords) = ([:], [:])
        #expect(
            limits
                == Configuration.Limits(
                    throughput: 1_000, pairBurst: 20, pairInterval: .seconds(7), messagingLimit: 2_000,
                    quietHours: Configuration.Limits.QuietHours(from: 21 * 60 + 30, to: 8 * 60), inboundPerMinute: nil, inboundBurst: 5,
                    repeats: 4, mute: .seconds(300), addressPerMinute: 120, addressBurst: 50))
        #expect(
            configuration.sending
                == Configuration.Sending(
                    uncertainWait: .seconds(90), maxAttempts: 4, timeout: .seconds(5), connections: 12))
    }

    @Test("A number has Meta's address, the default version, and its id for a name")
    func numberDefaults() throws {
        let number = try #require(try Its.read(Its.number).numbers.first)
        #expect(number.name == "106540352242922")
        #expect(number.provider == .cloud)
        #expect(number.graphURL == GraphEndpoint.defaultURL)
        #expect(number.graphVersion == GraphEndpoint.defaultVersion)
    }

    @Test("Paths count from the folder of the file")
    func paths() throws {
        let configuration = try Its.read("[scripts]\nplugins = \"/opt/plugins\"", file: "/etc/moonpost/config.toml")
        #expect(configuration.scripts.flows == "/etc/moonpost/flows")
        #expect(configuration.scripts.plugins == "/opt/plugins")
        #expect(configuration.database.path == "/etc/moonpost/data/moonpost.db")
        #expect(try Its.read("", file: "shop/config.toml").scripts.flows == "shop/flows")
        #expect(try Its.read("[database]\nurl = \"sqlite:///srv/x.db\"").database.path == "/srv/x.db")
    }

    @Test("A shorter journal warns earlier by itself")
    func journalWarning() throws {
        let limits = ScriptLimits(try Its.read("[scripts.limits]\njournal = 500").scripts.limits)
        #expect(limits.journal == 500)
        #expect(limits.journalWarning == 400)
    }

    @Test("A plugin has its grants, and its settings as JSON")
    func plugins() throws {
        let configuration = try Its.read(
            """
            [plugins.pay]
            grant = ["http:api.example.com", "env:MORE"]
            api_key = "env:PAY_KEY"
            tax = 7.5
            open = true
            since = 2026-01-31
            days = ["mon", "tue"]
            [plugins.pay.shop]
            floor = 2
            [plugins."two words"]
            """, ["PAY_KEY": "k-123", "MORE": "ai"])
        let pay = try #require(configuration.plugins["pay"])
        #expect(pay.grants == ["http:api.example.com", "ai"])
        #expect(
            JSON.object(pay.settings) == [
                "api_key": "k-123", "days": ["mon", "tue"], "open": true, "shop": ["floor": 2], "since": "2026-01-31", "tax": 7.5,
            ])
        #expect(configuration.plugins["two words"] == Configuration.Plugin())
        #expect(configuration.plugins["other"] == nil)
    }

    @Test("A plugin has limits of its own, over those of all")
    func pluginLimits() throws {
        let configuration = try Its.read(
            """
            [scripts.limits]
            messages = 5
            journal = 300
            [plugins.pay.limits]
            cpu_ms = 200
            http_calls = 0
            memory = "8 MiB"
            journal = 400
            """)
        let base = ScriptLimits(configuration.scripts.limits)
        let limits = ScriptLimits(try #require(configuration.plugins["pay"]).limits, over: base)
        #expect(limits.processorTime == .milliseconds(200) && limits.httpCalls == 0 && limits.memory == 8 << 20)
        #expect(limits.messages == 5 && limits.hostCalls == ScriptLimits().hostCalls)
        #expect(limits.journal == 400 && limits.journalWarning == 320)
        #expect(configuration.plugins["pay"]?.settings == [:])
    }

    @Test("Inline tables and keys with dots say the same as tables")
    func otherForms() throws {
        let configuration = try Its.read(
            """
            server = { port = 81 }
            business.language = "ar"
            numbers = [ { phone_number_id = "1", access_token = "t", app_secret = "s", verify_token = "v" } ]
            """)
        #expect(configuration.server.port == 81)
        #expect(configuration.business.language == "ar")
        #expect(configuration.numbers.count == 1)
    }

    @Test(
        "Sizes are read in words",
        arguments: [
            ("4 MiB", 4_194_304), ("64KiB", 65_536), ("1 kb", 1_000), ("12", 12), ("2 bytes", 2), ("1 GiB", 1 << 30),
            ("", nil), ("MiB", nil), ("4 apples", nil), ("-1", nil), ("9999999999 GiB", nil), ("1.5 MiB", nil),
        ] as [(String, Int?)])
    func sizes(text: String, bytes: Int?) {
        #expect(ByteWords.parse(text) == bytes.map(Int64.init))
    }
}
