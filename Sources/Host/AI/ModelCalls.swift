// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Language
internal import Logging
internal import Plugins
internal import Synchronization

/// `bot.ai` at run time: budget, circuit breaker, what the provider asks for, and the request itself.
final class ModelCalls: Sendable {
    /// A model and what may be asked of it.
    struct Line: Sendable {
        var settings: Configuration.AI
        var exchange: ModelExchange
        var budget: ModelBudget
    }

    private let line: Line?
    private let http: any HTTPFetching
    private let slots: CallSlots
    private let breakers: CircuitBreakers<String>
    private let incidents: ModelIncidents
    private let clock: any Clock
    let offer: CommandOffer
    let talk: RecentTalk
    private let logger: Logger
    /// Until when the provider has asked to be left alone.
    private let pausedUntil = Mutex<Timestamp?>(nil)

    /// Far more than a model's answer has, even one of many thousand tokens.
    private static let longestAnswer = 1 << 20

    /// - Parameter line: nil where config.toml names no model.
    init(
        _ line: Line?, http: any HTTPFetching, slots: CallSlots, incidents: ModelIncidents, offer: CommandOffer, talk: RecentTalk, clock: any Clock,
        logger: Logger
    ) {
        self.line = line
        self.http = http
        self.slots = slots
        self.incidents = incidents
        self.offer = offer
        self.talk = talk
        self.clock = clock
        self.logger = logger
        breakers = CircuitBreakers(line?.settings.breaker ?? CircuitBreaker.Policy())
    }

    var operations: [Operation] {
        var complete = AIAPI.complete
        complete.reach = { arguments, context in try await self.complete(arguments, context) }
        var act = AIAPI.act
        act.reach = { arguments, context in try await self.act(arguments, context) }
        return [complete, act]
    }

    private func complete(_ arguments: JSON, _ context: Operation.Context) async throws -> JSON {
        let line = try configured()
        let recent = try await talk.turns(CompletionCall.recent(arguments), in: context)
        let request = try CompletionCall.request(arguments, line.settings, after: recent, of: "bot.ai.complete")
        let answer = try await answer(to: request, line, context)
        return ["text": .string(answer.text)]
    }

    func configured() throws(OperationError) -> Line {
        guard let line else {
            throw OperationError(code: "no_model", message: "bot.ai: no model is configured: write [ai] with provider and model in config.toml")
        }
        return line
    }

    /// Asks the model once. Nothing is tried again here: somebody waits for the answer.
    func answer(to request: ModelRequest, _ line: Line, _ context: Operation.Context) async throws -> ModelAnswer {
        if let refusal = try await line.budget.refusal(for: context.contact, at: clock.now) {
            if refusal.isEverybody { await incidents.tell("ai.over_budget", refusal.error.message, at: clock.now) }
            throw refusal.error
        }
        try checkPause()
        guard slots.take(for: context.plugin) else {
            throw OperationError(
                code: "busy", message: "the model is not asked: this plugin has \(slots.most) calls under way already ([http] concurrent)",
                isRetryable: true)
        }
        defer { slots.giveBack(of: context.plugin) }
        let pass = try await admit(line)
        do {
            let answer = try await ask(request, line)
            await tell(breakers.succeeded(line.exchange.provider.url, pass, at: clock.now), line)
            await count((answer.usage ?? .estimated(request, answer)).total, line, context)
            return answer
        } catch let failure as ModelFailure {
            await note(failure, request, line, context, pass)
            throw OperationError(code: failure.code.rawValue, message: "the model does not answer: \(failure)", isRetryable: failure.isRetryable)
        } catch let error as FetchError {
            guard let (code, isRetryable) = Self.code(of: error) else {
                breakers.abandoned(line.exchange.provider.url, pass)
                throw error
            }
            await tell(breakers.failed(line.exchange.provider.url, pass, at: clock.now), line)
            throw OperationError(code: code, message: "the model does not answer: \(error)", isRetryable: isRetryable)
        }
    }

    private func ask(_ request: ModelRequest, _ line: Line) async throws -> ModelAnswer {
        let exchange = line.exchange
        let response = try await http.fetch(
            FetchRequest(
                method: "POST", url: exchange.provider.url, headers: exchange.headers.map { (name: $0.name, value: $0.value.value) },
                body: exchange.body(of: request), timeout: line.settings.breaker.timeout, maximumResponse: Self.longestAnswer))
        return try exchange.answer(status: response.status, body: response.body) { response.header($0) }
    }

    private func admit(_ line: Line) async throws(OperationError) -> CircuitBreaker.Pass {
        switch breakers.admit(line.exchange.provider.url, at: clock.now, within: line.settings.breaker.timeout) {
        case .go(let pass, let transition):
            await tell(transition, line)
            return pass
        case .stop(let until):
            throw OperationError(
                code: "circuit_open",
                message: "the model is not asked: it has not answered several times in a row; it is tried again in \(seconds(until))",
                isRetryable: true)
        }
    }

    private func checkPause() throws(OperationError) {
        let now = clock.now
        guard let until = pausedUntil.withLock({ $0 }), until > now else { return }
        throw OperationError(
            code: "throttled", message: "the model is not asked: its provider wants to be left alone for \(seconds(until))", isRetryable: true)
    }

    private func note(
        _ failure: ModelFailure, _ request: ModelRequest, _ line: Line, _ context: Operation.Context, _ pass: CircuitBreaker.Pass
    ) async {
        let url = line.exchange.provider.url
        await tell(failure.isOutage ? breakers.failed(url, pass, at: clock.now) : breakers.succeeded(url, pass, at: clock.now), line)
        if let wait = failure.retryAfter { pausedUntil.withLock { $0 = clock.now + wait } }
        switch failure.code {
        case .overQuota, .notAuthorized, .notFound:
            await incidents.tell("ai.\(failure.code.rawValue)", "The language model cannot be used: \(failure)", at: clock.now)
        case .refused, .unreadable:
            // The model has worked, and says nothing of how much: whoever makes it refuse all day has a budget, too.
            await count(ModelUsage.estimated(request, ModelAnswer(text: "")).total, line, context)
        case .unavailable, .throttled, .badRequest, .contextTooLong: break
        }
    }

    /// An answer that was paid for is given, whether or not it can be counted.
    private func count(_ tokens: Int, _ line: Line, _ context: Operation.Context) async {
        do {
            try await line.budget.count(tokens, of: context.contact, at: clock.now)
        } catch {
            logger.error("tokens of a language model not counted", metadata: ["tokens": "\(tokens)", "error": "\(error)"])
        }
    }

    private func tell(_ transition: CircuitBreaker.Transition?, _ line: Line) async {
        guard let transition else { return }
        logger.notice(
            "circuit breaker of the language model",
            metadata: ["from": "\(transition.from.rawValue)", "to": "\(transition.to.rawValue)", "failures": "\(transition.failures)"])
        guard transition.from == .closed, transition.to == .open else { return }
        await incidents.tell(
            "ai.circuit_open",
            "The language model has failed \(transition.failures) times in a row: it is left alone for "
                + "\(line.settings.breaker.reset.components.seconds) seconds", at: clock.now)
    }

    private func seconds(_ until: Timestamp) -> String {
        let seconds = max(1, ((until - clock.now).milliseconds + 999) / 1_000)
        return "\(seconds) second\(seconds == 1 ? "" : "s")"
    }

    /// For the script; nil where the host itself cannot go on.
    private static func code(of error: FetchError) -> (code: String, isRetryable: Bool)? {
        switch error.code {
        case .timedOut: ("timed_out", true)
        case .unresolved, .unreachable, .broken, .failed: ("unavailable", true)
        case .untrusted, .forbidden, .notGranted, .badRedirect: ("unavailable", false)
        case .tooLarge: ("unreadable", false)
        case .invalidRequest: ("bad_request", false)
        case .cancelled, .shutDown: nil
        }
    }
}
