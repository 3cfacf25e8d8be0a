// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store
internal import WhatsApp

/// The circuit breaker of each number: a platform that fails is left alone for a while, and what is to be sent waits.
extension Sender {
    /// The leave to make one request; nil where the number's breaker is open.
    func admit(_ message: OutgoingMessage) async -> CircuitBreaker.Pass? {
        // The request is waited for longer than the breaker's own time-out, and a probe is lost only after that.
        switch breakers.admit(message.number, at: clock.now, within: settings.timeout) {
        case .go(let pass, let transition):
            await tell(transition, message.number)
            return pass
        case .stop: return nil
        }
    }

    /// What came of a request. An answer of any kind is a success of the line, unless it says that the other side is not well, or took too
    /// long.
    func note(isFailure: Bool, of number: String, _ pass: CircuitBreaker.Pass) async {
        let now = clock.now
        await tell(isFailure ? breakers.failed(number, pass, at: now) : breakers.succeeded(number, pass, at: now), number)
    }

    static func isFailure(_ outcome: SendOutcome) -> Bool {
        switch outcome {
        case .accepted: false
        case .notSent, .uncertain: true
        case .refused(_, let action): action == .retry
        }
    }

    /// The message waits until the platform is tried again; those that wait do not all come in the same moment.
    func hold(_ message: OutgoingMessage, until time: Timestamp) async throws -> Step {
        if message.kind == .typing { return .done }
        let later = time + .milliseconds(Int64(ids.fraction() * 2_000))
        let name = numbers[message.number]?.name ?? message.number
        return try await setBack(
            message, to: .held, until: later, reason: "\(name): the platform has failed several times in a row, and is tried again later",
            isTrouble: false)
    }

    /// Admins are told when a number is left alone, and when it is back; not of each vain attempt between.
    private func tell(_ transition: CircuitBreaker.Transition?, _ number: String) async {
        guard let transition else { return }
        let name = numbers[number]?.name ?? number
        logger.notice(
            "circuit breaker",
            metadata: ["number": "\(name)", "from": "\(transition.from.rawValue)", "to": "\(transition.to.rawValue)", "failures": "\(transition.failures)"])
        let (kind, summary): (String, String)
        switch (transition.from, transition.to) {
        case (.closed, .open):
            (kind, summary) = (
                "number.circuit_open",
                "\(name): sending has failed \(transition.failures) times in a row; messages wait, and it is tried again every "
                    + "\(settings.breaker.reset.components.seconds) seconds")
        case (_, .closed): (kind, summary) = ("number.circuit_closed", "\(name): sending works again; what waited goes out")
        default: return
        }
        let incident = Incident(
            id: ids.next(UpdateSubject.self).text, level: .warning, kind: kind, plugin: nil, summary: summary,
            details: ["number": .string(number), "failures": .integer(Int64(transition.failures))], createdAt: transition.at)
        do {
            try await database.write { try IncidentRepository.insert(incident, in: $0) }
        } catch {
            logger.error("incident not kept", metadata: ["incident": "\(summary)", "error": "\(error)"])
        }
    }
}
