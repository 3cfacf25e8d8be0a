// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Logging
internal import Plugins
internal import Store

/// `bot.http` at run time: grants, circuit breakers, and the request itself.
struct HTTPCalls: Sendable {
    /// What can fail by itself. Each plugin has its own view of a host: one that calls it with impossible time-outs must not
    /// take it away from the others.
    struct Line: Hashable, Sendable {
        var plugin: String
        var host: String
    }

    let web: any WebFetching
    let settings: Configuration.HTTP
    let permissions: PluginPermissions
    let uses: PluginUses
    let breakers: CircuitBreakers<Line>
    let slots: CallSlots
    let database: any Database
    let clock: any Clock
    let ids: IDGenerator
    let logger: Logger

    var operations: [Operation] {
        HTTPAPI.methods.map { method in
            var operation = HTTPAPI.operation(method)
            operation.reach = { arguments, context in try await call(method, arguments, context) }
            return operation
        }
    }

    private func call(_ method: String, _ arguments: JSON, _ context: Operation.Context) async throws -> JSON {
        let call = try HTTPCall(method, arguments, timeout: settings.breaker.timeout, key: context.key)
        let hosts = try await uses.hosts(of: context.version)
        let refusal: @Sendable (WebAddress) -> String? = { address in
            self.refusal(of: address, method, context.plugin, hosts)
        }
        if let reason = refusal(call.address) { throw OperationError(code: "not_granted", message: reason) }
        guard slots.take(for: context.plugin) else {
            throw OperationError(
                code: "busy",
                message: "\(call.method) \(call.address.origin): not called, because this plugin has \(slots.most) calls under way "
                    + "already ([http] concurrent)",
                isRetryable: true)
        }
        defer { slots.giveBack(of: context.plugin) }
        let line = Line(plugin: context.plugin, host: call.address.authority)
        let pass: CircuitBreaker.Pass
        switch breakers.admit(line, at: clock.now, within: call.timeout) {
        case .go(let given, let transition):
            pass = given
            await tell(transition, line)
        case .stop(let until):
            let seconds = max(1, ((until - clock.now).milliseconds + 999) / 1_000)
            throw OperationError(
                code: "circuit_open",
                message: "\(call.method) \(call.address.origin): not called, because it has not answered several times in a row; it is "
                    + "tried again in \(seconds) second\(seconds == 1 ? "" : "s")",
                isRetryable: true)
        }
        let response: FetchResponse
        do throws(FetchError) {
            response = try await web.fetch(
                WebRequest(
                    method: call.method, call.address, headers: call.headers, body: call.body, timeout: call.timeout,
                    maximumResponse: settings.maxResponse, refusal: refusal))
        } catch {
            await note(HTTPAnswer.isFailure(error), line, pass)
            if let told = HTTPAnswer.error(error, calling: call.method, call.address) { throw told }
            throw error
        }
        await note(HTTPAnswer.isFailure(response), line, pass)
        return HTTPAnswer.json(response)
    }

    /// Why the plugin may not call this address; it says which line to add.
    private func refusal(of address: WebAddress, _ method: String, _ plugin: String, _ hosts: [HostPattern]) -> String? {
        let isGranted = permissions.allows(host: address.host, port: address.port, to: plugin)
        let isUsed = hosts.contains { $0.matches(host: address.host, port: address.port) }
        if isGranted, isUsed { return nil }
        let standard = [80, 443].contains(address.port)
        let use = "http:" + (standard ? address.host : "\(address.host):\(address.port)")
        var lines: [String] = []
        if !isUsed { lines.append("write uses = { \"\(use)\" } in bot.plugin") }
        if !isGranted { lines.append(permissions.advice([use], for: plugin)) }
        return "bot.http.\(method) may not call \"\(use.dropFirst(5))\": \(lines.joined(separator: ", and "))"
    }

    private func note(_ isFailure: Bool?, _ line: Line, _ pass: CircuitBreaker.Pass) async {
        switch isFailure {
        case nil: breakers.abandoned(line, pass)
        case true?: await tell(breakers.failed(line, pass, at: clock.now), line)
        case false?: await tell(breakers.succeeded(line, pass, at: clock.now), line)
        }
    }

    /// Admins are told when a host is left alone, and when it is back; not of each vain attempt between.
    private func tell(_ transition: CircuitBreaker.Transition?, _ line: Line) async {
        guard let transition else { return }
        logger.notice(
            "circuit breaker",
            metadata: [
                "plugin": "\(line.plugin)", "host": "\(line.host)", "from": "\(transition.from.rawValue)", "to": "\(transition.to.rawValue)",
                "failures": "\(transition.failures)",
            ])
        let told: (kind: String, summary: String)
        switch (transition.from, transition.to) {
        case (.closed, .open):
            told = (
                "http.circuit_open",
                "\(line.host) has failed \(transition.failures) times in a row: bot.http of \"\(line.plugin)\" does not call it for "
                    + "\(settings.breaker.reset.components.seconds) seconds"
            )
        case (_, .closed): told = ("http.circuit_closed", "\(line.host) answers again: bot.http of \"\(line.plugin)\" calls it as before")
        default: return
        }
        let incident = Incident(
            id: ids.next(UpdateSubject.self).text, level: .warning, kind: told.kind, plugin: line.plugin, summary: told.summary,
            details: ["host": .string(line.host), "failures": .integer(Int64(transition.failures))], createdAt: transition.at)
        do {
            try await database.write { try IncidentRepository.insert(incident, in: $0) }
        } catch {
            // The answer that led here is worth more than the note of it.
            logger.error("incident not kept", metadata: ["incident": "\(told.summary)", "error": "\(error)"])
        }
    }
}
