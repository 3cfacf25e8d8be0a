// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Scripting

extension ConfigurationReader {
    static func server(_ section: ConfigurationTable) -> Configuration.Server {
        var section = section
        var server = Configuration.Server()
        if let host = section.text("host") {
            server.host = host.value
            if host.value.contains(where: { $0.isWhitespace || $0 == "/" }) {
                section.context.report(
                    host.line,
                    "\(host.key): \(host.shown) is not a host: write a name or an address such as \"127.0.0.1\" or \"0.0.0.0\""
                )
            }
        }
        if let port = section.integer("port", in: 0...65_535) { server.port = Int(port) }
        if let url = section.text("webhook_url", else: "WEBHOOK_URL") {
            server.webhookURL = url.value
            let parts = URLComponents(string: url.value)
            if !["http", "https"].contains(parts?.scheme) || (parts?.host ?? "").isEmpty {
                section.context.report(
                    url.line, "\(url.key): \(url.shown) is not an address like \"https://bot.example.com\"")
            }
        }
        if let bytes = section.bytes("max_body", atLeast: 1 << 10) { server.maxBody = Int(bytes) }
        if let token = section.text("metrics_token") {
            server.metricsToken = Secret(token.value)
            if token.value.count < 16 {
                section.context.report(token.line, "\(token.key) has fewer than 16 characters, which can be guessed: take a longer one")
            }
        }
        if let proxies = section.texts("trusted_proxies", "a list of addresses, as in trusted_proxies = [\"10.0.0.0/8\"]") {
            server.trustedProxies = proxies.compactMap { proxy in
                if let block = AddressBlock(proxy.value) { return block }
                section.context.report(
                    proxy.line, "\(proxy.key): \(proxy.shown) is not an address: write it like \"10.0.0.7\", \"10.0.0.0/8\" or \"fd00::/8\"")
                return nil
            }
        }
        section.finish()
        return server
    }

    static func database(_ section: ConfigurationTable) -> Configuration.Database {
        var section = section
        var database = Configuration.Database()
        if let url = section.text("url") {
            let scheme = Configuration.Database.scheme
            let path = url.value.hasPrefix(scheme) ? String(url.value.dropFirst(scheme.count)) : ""
            // "sqlite://data/x.db" would be the folder /data, which nobody means.
            if path.isEmpty || path.hasSuffix("/") || (path.hasPrefix("//") && !path.hasPrefix("///")) {
                section.context.report(
                    url.line,
                    "\(url.key): \(url.shown) is not a database: write \"\(database.url)\", a path after \"\(scheme)\"")
            } else {
                database.path = path.hasPrefix("///") ? String(path.dropFirst(2)) : path
            }
        }
        database.path = path(database.path, besides: section.context.file)
        if let bytes = section.bytes("cache", atLeast: 1 << 20) { database.cache = Int(bytes) }
        section.finish()
        return database
    }

    static func scripts(_ section: ConfigurationTable) -> Configuration.Scripts {
        var section = section
        var scripts = Configuration.Scripts()
        scripts.flows = path(section.text("flows")?.value ?? scripts.flows, besides: section.context.file)
        scripts.plugins = path(section.text("plugins")?.value ?? scripts.plugins, besides: section.context.file)
        scripts.workers = section.integer("workers", in: 1...256).map(Int.init)
        if let resident = section.integer("resident_conversations", in: 0...10_000_000) {
            scripts.residentConversations = Int(resident)
        }
        if let kills = section.integer("kills", in: 1...1_000) { scripts.kills = Int(kills) }
        if let window = section.duration("kills_window", atLeast: .seconds(1)) { scripts.killsWindow = window }
        scripts.limits = limits(section.table("limits"), over: ScriptLimits())
        let budgets = [
            "instructions", "cpu_ms", "memory", "host_calls", "messages", "http_calls", "output", "journal", "journal_warning",
            "journal_bytes",
        ]
        section.finish(elsewhere: Dictionary(uniqueKeysWithValues: budgets.map { ($0, "scripts.limits") }))
        return scripts
    }

    /// `[scripts.limits]`, or `[plugins.NAME.limits]` over it.
    static func limits(_ section: ConfigurationTable, over base: ScriptLimits) -> Configuration.ScriptLimits {
        var section = section
        var limits = Configuration.ScriptLimits()
        limits.instructions = section.integer("instructions", in: 1_000...Int64.max)
        limits.processorTime = section.integer("cpu_ms", in: 1...600_000).map { .milliseconds($0) }
        limits.memory = section.bytes("memory", atLeast: 1 << 20)
        limits.hostCalls = section.integer("host_calls", in: 1...Int64.max)
        limits.messages = section.integer("messages", in: 1...Int64.max)
        limits.httpCalls = section.integer("http_calls", in: 0...Int64.max)
        limits.output = section.bytes("output", atLeast: 1 << 10)
        limits.journal = section.integer("journal", in: 1...Int64.max)
        limits.journalWarning = section.integer("journal_warning", in: 1...Int64.max)
        limits.journalBytes = section.bytes("journal_bytes", atLeast: 64 << 10)
        if let bytes = limits.journalBytes, bytes > ScriptLimits.longestJournal {
            section.context.report(
                section.line(of: "journal_bytes"),
                "\(section.key.name).journal_bytes must be at most \(ByteWords.words(ScriptLimits.longestJournal)): a journal is one frame "
                    + "to a worker")
        }
        let longest = limits.journal ?? base.journal
        if let warning = limits.journalWarning {
            if warning > longest {
                section.context.report(
                    section.line(of: "journal_warning"),
                    "\(section.key.name).journal_warning must be at most \(longest), the length at which a journal ends"
                )
            }
        } else if limits.journal != nil {
            limits.journalWarning = max(longest / 5 * 4, 1)
        }
        section.finish()
        return limits
    }

    static func business(_ section: ConfigurationTable) -> Configuration.Business {
        var section = section
        var business = Configuration.Business()
        if let name = section.text("name") { business.name = name.value }
        if let zone = section.text("timezone") {
            business.timezone = zone.value
            if TimeZone(identifier: zone.value) == nil {
                let nearest =
                    zone.variable == nil ? NearestName.of(zone.value, among: TimeZone.knownTimeZoneIdentifiers) : nil
                let hint = nearest.map { "did you mean \"\($0)\"?" } ?? "write it like \"Africa/Cairo\" or \"UTC\""
                section.context.report(zone.line, "\(zone.key): \(zone.shown) is not a time zone: \(hint)")
            }
        }
        if let language = section.text("language") {
            business.language = language.value
            if !isLanguageTag(language.value) {
                section.context.report(
                    language.line,
                    "\(language.key): \(language.shown) is not a language: write a tag like \"en\", \"ar\" or \"pt-BR\""
                )
            }
        }
        section.finish()
        return business
    }

    static func sending(_ section: ConfigurationTable) -> Configuration.Sending {
        var section = section
        var sending = Configuration.Sending()
        let least = Duration.milliseconds(1)
        if let wait = section.duration("uncertain_wait") { sending.uncertainWait = wait }
        if let attempts = section.integer("max_attempts", in: 1...1_000) { sending.maxAttempts = Int(attempts) }
        if let timeout = section.duration("timeout", atLeast: least) { sending.timeout = timeout }
        if let connections = section.integer("connections", in: 1...10_000) { sending.connections = Int(connections) }
        sending.breaker = breaker(&section, timeout: "breaker_timeout", sending.breaker)
        section.finish()
        return sending
    }

    /// By its shape only (RFC 5646): which languages there are is not ours to say.
    static func isLanguageTag(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count), first.allSatisfy({ $0.isASCII && $0.isLetter })
        else { return false }
        return parts.dropFirst().allSatisfy { part in
            (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
    }
}
