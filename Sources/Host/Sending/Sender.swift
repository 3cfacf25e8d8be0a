// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Language
internal import Logging
internal import Store
internal import Synchronization
internal import WhatsApp

/// Sends the outbox: one message at a time and in order for each contact, contacts in parallel.
///
/// A message leaves a contact's lane when the platform has it or never will. Until then those behind it wait, also
/// through retries, but only those of the same priority: a campaign that waits must not keep a reply. One whose fate is unknown waits for its status before it is sent again.
final class Sender: Sendable {
    struct Delivery: Sendable {
        var message: OutgoingMessage
        var recipient: Recipient?
        /// The person's service window, where windows count.
        var window: ServiceWindow?
        /// The template goes in the place of the message.
        var isFallback = false
        /// Somebody whose window is closed is written to: the portfolio counts it.
        var isOutsideWindow = false
        /// What was made of the content for the platform, with its files.
        var sent: OutboundMessage?
        /// A request was made, and what became of it is not stored yet.
        var isUnderWay = false
        /// It may have been sent, and waits for its status: nothing else may end that wait.
        var isInDoubt = false
        /// The content that goes.
        var content: JSON { isFallback ? message.fallback ?? message.content : message.content }
    }

    private struct State {
        /// Messages that a status has shown to be sent, while their lane had not noticed.
        var shown: Set<OutgoingID> = []
        /// What became of a request could not be stored, so the rows do not tell what is on its way.
        var hasLostOutcome = false
        /// Messages of which a status is awaited, or whose retry is.
        var sleepers: [OutgoingID: Sleeper] = [:]
        var isStopping = false
    }

    private struct Sleeper {
        var task: Task<Void, Never>
        /// The number on which it could be sent at any time; nil where it may have been sent already.
        var number: String?
    }

    let numbers: NumberBook
    let database: any Database
    let directory: ContactDirectory
    private let http: any HTTPFetching
    let clock: any Clock
    let ids: IDGenerator
    private let activity: Activity
    let settings: Configuration.Sending
    let logger: Logger
    let gate: SendGate
    let windows: ServiceWindows
    /// Whether free text outside a window is kept back; without, only what has a template in its place is.
    let enforcesWindow: Bool
    let civil: CivilTime
    let files: OutgoingFiles
    /// By the platform's id of the number.
    let breakers: CircuitBreakers<String>
    let counters = SendCounters()
    private let messagingLimits: MessagingLimits
    private let state = Mutex(State())
    private let scheduler: LaneScheduler<Delivery>
    private let works: Weak

    /// The scheduler works for the sender, and the sender owns the scheduler: this breaks the circle.
    private final class Weak: Sendable {
        private let sender = Mutex<Sender?>(nil)
        func set(_ sender: Sender?) { self.sender.withLock { $0 = sender } }
        func get() -> Sender? { sender.withLock { $0 } }
    }

    init(
        numbers: NumberBook, database: any Database, directory: ContactDirectory, http: any HTTPFetching,
        clock: any Clock, ids: IDGenerator, activity: Activity, settings: Configuration.Sending, gate: SendGate,
        windows: ServiceWindows, enforcesWindow: Bool, civil: CivilTime, files: OutgoingFiles, logger: Logger
    ) {
        self.files = files
        breakers = CircuitBreakers(settings.breaker)
        self.numbers = numbers
        self.database = database
        self.directory = directory
        self.http = http
        self.clock = clock
        self.ids = ids
        self.activity = activity
        self.settings = settings
        self.logger = logger
        self.gate = gate
        self.windows = windows
        self.enforcesWindow = enforcesWindow
        self.civil = civil
        messagingLimits = MessagingLimits(database: database, http: http, clock: clock, gate: gate, logger: logger)
        let works = Weak()
        self.works = works
        scheduler = LaneScheduler(mostActive: .max, activity: activity) { _, delivery in
            await works.get()?.work(delivery)
        }
        works.set(self)
    }

    /// Takes messages that were committed just now.
    func send(_ messages: [OutgoingMessage]) {
        for message in messages { add(message) }
    }

    /// Takes messages that had left and failed after all. What was behind them may have arrived by now, and need not wait again.
    func sendAgain(_ messages: [OutgoingMessage]) {
        for message in messages { scheduler.add(Delivery(message: message), to: message.lane + " again " + message.id.text) }
    }

    /// Messages of one priority are sent in order; a reply does not wait for a campaign to the same person.
    private func add(_ message: OutgoingMessage) {
        let lane = message.priority == .reply ? message.lane : message.lane + " " + message.priority.rawValue
        scheduler.add(Delivery(message: message, isInDoubt: message.state == .uncertain), to: lane)
    }

    /// Takes what an earlier run left behind. What may have been on its way then waits for its status first.
    func recover() async throws {
        try await restoreLimits()
        var last: OutgoingID?
        let until = clock.now + settings.uncertainWait
        // The doubt is stored: another stop before the wait is over must not forget it.
        try await database.write { try OutboxRepository.doubt(until: until, in: $0) }
        while true {
            let after = last
            let page = try await database.read { try OutboxRepository.open(after: after, limit: 1_000, in: $0) }
            guard !page.isEmpty else { return }
            for message in page { add(message) }
            last = page.last?.id
        }
    }

    /// Statuses have shown that these were sent, whatever became of their answers.
    func shown(_ ids: [OutgoingID]) {
        guard !ids.isEmpty else { return }
        let sleepers = state.withLock { state -> [Task<Void, Never>] in
            // One that is not asleep is at its request now, and that answer will tell.
            let sleepers = ids.compactMap { state.sleepers[$0]?.task }
            state.shown.formUnion(ids.filter { state.sleepers[$0] != nil })
            return sleepers
        }
        for sleeper in sleepers { sleeper.cancel() }
    }

    /// Whatever held these numbers back is over: what waits for a later time asks again at once.
    func askAgain(_ numbers: Set<String>) {
        let sleepers = state.withLock { state in
            state.sleepers.values.compactMap { sleeper in sleeper.number.flatMap { numbers.contains($0) ? sleeper.task : nil } }
        }
        for sleeper in sleepers { sleeper.cancel() }
    }

    /// Begins no further request. Those on their way are finished.
    func stop() {
        let sleepers = state.withLock { state -> [Task<Void, Never>] in
            state.isStopping = true
            return state.sleepers.values.map(\.task)
        }
        scheduler.stop()
        gate.stop()
        for sleeper in sleepers { sleeper.cancel() }
    }

    /// The circle is broken: nothing more will be sent.
    /// - Returns: Whether the rows that are ready have certainly not been sent.
    func end() -> Bool {
        works.set(nil)
        return !state.withLock { $0.hasLostOutcome }
    }

    // MARK: - One message

    enum Step {
        case done
        case again(at: Timestamp)
    }

    private func work(_ delivery: Delivery) async {
        var delivery = delivery
        var failures = 0
        while true {
            do {
                if let time = delivery.message.notBefore {
                    if try await isShown(delivery, while: time) { return }
                }
                if state.withLock({ $0.isStopping }) { return }
                switch try await attempt(&delivery) {
                case .done: return
                case .again(let time):
                    delivery.message.state = .held
                    delivery.message.notBefore = time
                }
                failures = 0
            } catch is DatabaseClosed {
                return
            } catch where delivery.isUnderWay {
                // The sender stops, and the row stays as it was; the next start waits for the message's status.
                state.withLock { $0.hasLostOutcome = true }
                logger.error(
                    "outcome of a message not stored", metadata: ["message": "\(delivery.message.id)", "error": "\(error)"])
                return
            } catch {
                // Nothing was sent. A store that is not well may be so again a little later.
                logger.warning("message not sent yet", metadata: ["message": "\(delivery.message.id)", "error": "\(error)"])
                if delivery.message.kind == .typing { return }
                let time = clock.now + .milliseconds(min(30_000, 100 << Int64(min(failures, 10))))
                failures += 1
                if await sleep(delivery, until: time, unless: { false }) { return }
            }
        }
    }

    /// Sleeps until `time`; true when a status shows meanwhile that the message was sent.
    private func isShown(_ delivery: Delivery, while time: Timestamp) async throws -> Bool {
        let id = delivery.message.id
        return try await sleep(delivery, until: time) {
            // The status may have come while the message waited behind others. One that comes from here on is noticed.
            try await database.read { try OutboxRepository.find(outgoing: id, messageID: "", in: $0) }?.state == .accepted
        }
    }

    /// Sleeps until `time`, or until a status or the stop of the sender ends it.
    /// - Parameters:
    ///   - isUnderWay: Whether nothing may be taken to be quiet meanwhile.
    ///   - isKnown: Asked once a status would be noticed: whether there was one before.
    /// - Returns: Whether a status shows that the message was sent.
    private func sleep(
        _ delivery: Delivery, until time: Timestamp, isUnderWay: Bool = false, unless isKnown: () async throws -> Bool
    ) async rethrows -> Bool {
        let (clock, id) = (clock, delivery.message.id)
        let sleeper = Task<Void, Never> {
            do {
                try await clock.sleep(until: time)
            } catch {
                // Cancelled: a status came, or the sender stops. The caller looks which.
            }
        }
        let sleeps = state.withLock { state in
            if state.isStopping { return false }
            state.sleepers[id] = Sleeper(task: sleeper, number: delivery.isInDoubt ? nil : delivery.message.number)
            return true
        }
        defer {
            sleeper.cancel()
            state.withLock { state in
                state.sleepers[id] = nil
                state.shown.remove(id)
            }
        }
        if try await isKnown() { return true }
        // A message that waits for a later time is not under way.
        if !isUnderWay { activity.end() }
        if sleeps { await sleeper.value } else { sleeper.cancel() }
        if !isUnderWay { activity.begin() }
        return state.withLock { $0.shown.contains(id) }
    }

    private func attempt(_ delivery: inout Delivery) async throws -> Step {
        delivery.isInDoubt = false
        try await identify(&delivery)
        let refusal = try await chooseContent(&delivery)
        let message = delivery.message
        if let refusal {
            return refusal.isExpected
                ? try await leave(message, reason: refusal.reason) : try await bury(message, reason: refusal.reason, details: .null)
        }
        if let until = breakers.blocked(message.number, at: clock.now) { return try await hold(message, until: until) }
        let transport: NumberTransport
        let request: FetchRequest
        do {
            (transport, request) = try await self.request(for: &delivery)
        } catch let waiting as NotYetSendable {
            if message.kind == .typing { return .done }
            return try await postpone(message, reason: waiting.description)
        } catch where error is MessageProblem || error is Unsendable || error is UnknownState {
            // Anything else is a store that is not well: the message is as good as any.
            if message.kind == .typing { return .done }
            return try await bury(message, reason: "\(error)", details: .null)
        }
        if delivery.isOutsideWindow, let number = numbers[message.number] {
            await messagingLimits.refresh(number, timeout: settings.timeout)
        }
        switch await gate.pass(head(of: delivery)) {
        case .go: break
        case .stopped: return .done
        case .later(let time, let reason):
            // An indicator is worth nothing later.
            if message.kind == .typing { return .done }
            return try await setBack(message, to: .held, until: time, reason: reason, isTrouble: false)
        case .refused(let reason): return try await bury(message, reason: reason, details: .null)
        }
        guard let pass = await admit(message) else {
            gate.finished()
            return try await hold(message, until: breakers.blocked(message.number, at: clock.now) ?? clock.now + settings.breaker.reset)
        }
        let mayGo: Bool
        do {
            mayGo = try await isCleared(&delivery)
        } catch {
            gate.finished()
            breakers.abandoned(message.number, pass)
            throw error
        }
        guard mayGo else {
            gate.finished()
            breakers.abandoned(message.number, pass)
            return .done
        }
        let began = clock.now
        delivery.isUnderWay = message.kind == .message
        let outcome: SendOutcome
        do {
            let response = try await http.fetch(request)
            gate.finished()
            if message.kind == .typing {
                // Its answer names no message: only a server that is not well says something about the line.
                await note(isFailure: response.status >= 500, of: message.number, pass)
                return .done
            }
            outcome = transport.outcome(of: response)
        } catch {
            gate.finished()
            outcome = SendOutcome.decide(
                error.requestWasWritten ? .afterRequest(error.description) : .beforeRequest(error.description))
        }
        let isSlow = clock.now - began > settings.breaker.timeout
        await note(isFailure: Self.isFailure(outcome) || isSlow, of: message.number, pass)
        if message.kind == .typing { return .done }
        counters.count(outcome, of: message.number)
        let step = try await store(outcome, of: &delivery)
        delivery.isUnderWay = false
        return step
    }

    /// The message waits the longer the older it is, for a day at most.
    private func postpone(_ message: OutgoingMessage, reason: String) async throws -> Step {
        let now = clock.now, age = now - message.createdAt
        guard age < MessageFate.longestTrying else { return try await bury(message, reason: reason, details: .null) }
        return try await setBack(message, to: .held, until: now + min(max(.seconds(2), age), .seconds(600)), reason: reason)
    }

    /// The last look before the request: false where the sender stops, or a status has come meanwhile.
    private func isCleared(_ delivery: inout Delivery) async throws -> Bool {
        if state.withLock({ $0.isStopping }) { return false }
        if delivery.message.state == .ready { return true }
        // From here on it may be on its way, and a crash must find it so.
        let (id, now) = (delivery.message.id, clock.now)
        guard try await database.write({ try OutboxRepository.markReady(id, at: now, in: $0) }) else { return false }
        delivery.message.state = .ready
        return true
    }

    /// Records the outcome, with patience: a store that fails must not cost what the platform has told. It is asked again until it works,
    /// or the sender stops. A store that takes everything else, but not this outcome, learns that the message is in doubt.
    private func store(_ outcome: SendOutcome, of delivery: inout Delivery) async throws -> Step {
        let sent = delivery.message
        var failures: Int64 = 0
        while true {
            let problem: any Error
            do {
                return try await record(outcome, of: &delivery)
            } catch let error as DatabaseClosed {
                throw error
            } catch {
                problem = error
            }
            delivery.message = sent
            failures += 1
            logger.warning("outcome not stored yet", metadata: ["message": "\(sent.id)", "error": "\(problem)"])
            let next = clock.now + .milliseconds(min(30_000, 100 << min(failures - 1, 10)))
            guard failures > Self.mostStoring else {
                try await clock.sleep(until: next)
                continue
            }
            if let step = try await doubt(&delivery, because: problem) { return step }
            if state.withLock({ $0.isStopping }) { throw problem }
            // Its lane waits, and so does a stop: the outcome is known here alone.
            if await sleep(delivery, until: next, isUnderWay: true, unless: { false }) { return .done }
        }
    }

    /// The message waits for its status, as after a crash, because its outcome cannot be stored.
    /// - Returns: Nil where that cannot be stored either.
    private func doubt(_ delivery: inout Delivery, because problem: any Error) async throws -> Step? {
        let sent = delivery.message
        do {
            return try await record(.uncertain(reason: "what became of it could not be stored: \(problem)"), of: &delivery)
        } catch let error as DatabaseClosed {
            throw error
        } catch {
            delivery.message = sent
            delivery.isInDoubt = false
            return nil
        }
    }

    /// How often an outcome is stored anew before anybody doubts it, within about three seconds.
    private static let mostStoring: Int64 = 5

    private func record(_ outcome: SendOutcome, of delivery: inout Delivery) async throws -> Step {
        delivery.message.attempts += 1
        let message = delivery.message
        let now = clock.now
        switch outcome {
        case .accepted(let wamid):
            return try await accept(delivery, wamid: wamid, at: now)
        case .refused(let error, let action):
            if action == .uploadAgain, let sent = delivery.sent { try await files.forget(sent, of: message.number) }
            let step = try await refused(error, action, of: delivery, at: now)
            if action == .uploadAgain { delivery.message.refusedUploads += 1 }
            return step
        case .notSent(let reason):
            guard let delay = SendAction.retry.delay(attempt: message.attempts - 1, fraction: ids.fraction()),
                now - message.createdAt < MessageFate.longestTrying
            else { return try await bury(message, reason: reason, details: .null) }
            return try await setBack(message, to: .held, until: now + delay, reason: reason)
        case .uncertain(let reason):
            guard message.attempts < settings.maxAttempts else { return try await bury(message, reason: reason, details: .null) }
            delivery.isInDoubt = true
            return try await setBack(message, to: .uncertain, until: now + settings.uncertainWait, reason: reason)
        }
    }

    /// - Parameter isTrouble: Whether something went wrong, rather than that a limit is kept to.
    func setBack(
        _ message: OutgoingMessage, to state: OutgoingMessage.State, until time: Timestamp, reason: String, isTrouble: Bool = true
    ) async throws -> Step {
        logger.log(
            level: isTrouble ? .warning : .debug, "message not sent yet",
            metadata: ["message": "\(message.id)", "attempts": "\(message.attempts)", "reason": "\(reason)", "state": "\(state.rawValue)"])
        let now = clock.now
        let isSetBack = try await database.write { connection in
            try OutboxRepository.setBack(
                message.id, to: state, attempts: message.attempts, notBefore: time, error: reason, at: now, in: connection)
        }
        return isSetBack ? .again(at: time) : .done
    }

    func bury(_ message: OutgoingMessage, reason: String, details: JSON) async throws -> Step {
        let now = clock.now
        let incident = incident(of: message, reason, details, at: now)
        try await database.write { try Self.bury(message, incident, at: now, in: $0) }
        report(message, reason, isDead: true)
        return .done
    }

    /// Not sent, as it should be: an end without an incident.
    private func leave(_ message: OutgoingMessage, reason: String) async throws -> Step {
        let now = clock.now
        _ = try await database.write { connection in
            try OutboxRepository.setBack(
                message.id, to: .dead, attempts: message.attempts, notBefore: nil, error: reason, at: now, in: connection)
        }
        logger.info("message not sent", metadata: ["message": "\(message.id)", "reason": "\(reason)"])
        return .done
    }

    static func bury(_ message: OutgoingMessage, _ incident: Incident, at now: Timestamp, in connection: any Connection) throws {
        let isDead = try OutboxRepository.setBack(
            message.id, to: .dead, attempts: message.attempts, notBefore: nil, error: incident.summary, at: now, in: connection)
        // A status may have shown meanwhile that it was sent after all.
        if isDead { try IncidentRepository.insert(incident, in: connection) }
    }

    func incident(of message: OutgoingMessage, _ reason: String, _ details: JSON, at now: Timestamp) -> Incident {
        Incident(
            id: ids.next(UpdateSubject.self).text, level: .error, kind: "message.dead", plugin: nil, summary: reason,
            details: details.isNull ? .object(Self.subject(message)) : details, createdAt: now)
    }

    func report(_ message: OutgoingMessage, _ reason: String, isDead: Bool) {
        logger.log(
            level: isDead ? .error : .warning, isDead ? "message is dead" : "message not sent yet",
            metadata: ["message": "\(message.id)", "attempts": "\(message.attempts)", "reason": "\(reason)"])
    }
}

/// A message that can never be sent, and why.
struct Unsendable: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
