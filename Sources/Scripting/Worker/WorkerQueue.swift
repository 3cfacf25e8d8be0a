// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The frames of one worker, from the caller's hand to the answer: which to write, whom an answer is for, when the
/// worker has taken too long, and what becomes of each frame when it ends.
///
/// It decides and does nothing; time is passed in, and a `Ticket` stands for the caller that waits.
struct WorkerQueue<Ticket> {
    typealias Instant = ContinuousClock.Instant

    struct Frame {
        /// One JSON object; the length is written before it.
        var payload: [UInt8]
        /// Nil: no answer will come.
        var ticket: Ticket?
        /// The only generation that may see this frame; nil: any.
        var generation: Int?
        /// How long the worker may take over it once it is the oldest; nil: as the queue allows.
        var allowance: Duration?
        /// How many bytes the answer may have; nil: as many as any.
        var longestAnswer: Int?
    }

    /// A frame that has been given to the worker and waits for its answer.
    struct Flight {
        var ticket: Ticket
        /// Bytes written in all when the last of this frame is.
        var end: Int
        var allowance: Duration
        var longestAnswer: Int?
    }

    enum Cause: Hashable {
        case deadline
        case violation(String)
        case exit(WorkerExit)
        /// The host ended it, for a reason that is none of its frames'.
        case asked
    }

    /// What became of everybody when a worker ended.
    struct Casualties {
        var fates: [(ticket: Ticket, code: WorkerError.Code)] = []
        /// How long the worker stays down.
        var pause: Duration = .zero
    }

    /// Counts the worker's lives, from 1; the one that is to come while it is down.
    private(set) var generation = 1
    private(set) var isRunning = false
    private let allowance: Duration
    private var waiting = FIFO<Frame>()
    private var flights = FIFO<Flight>()
    /// When the oldest flight became the oldest.
    private(set) var headSince: Instant?
    private var bytesGiven = 0
    private var bytesWritten = 0
    private var backoff = WorkerBackoff()

    init(allowance: Duration) { self.allowance = allowance }

    var isIdle: Bool { waiting.isEmpty && flights.isEmpty }
    var hasWaiting: Bool { !waiting.isEmpty }
    var hasFlights: Bool { !flights.isEmpty }

    /// When the worker is to be killed if nothing is answered before, and it was busy with it.
    var deadline: Instant? {
        guard let headSince, let head = flights.first else { return nil }
        return headSince + head.allowance
    }

    /// Whether the worker has had its time for the oldest frame, of which it has used so much of the processor. One that
    /// did not run, because the machine is busy with other things, gets some more.
    func isOver(at now: Instant, used: Duration) -> Bool {
        guard let headSince, let head = flights.first, headSince + head.allowance <= now else { return false }
        return used >= head.allowance / 2 || now >= headSince + head.allowance * Self.mostPatience
    }

    private static var mostPatience: Int { 4 }

    /// How many bytes the next answer may have; nil: as many as any.
    var longestAnswer: Int? { flights.first?.longestAnswer }

    /// Takes a frame, or says why not.
    mutating func enqueue(_ frame: Frame) -> WorkerError.Code? {
        if let expected = frame.generation, expected != generation { return .restarted }
        waiting.append(frame)
        return nil
    }

    /// The worker runs; `preamble` is the payload that it gets before all others.
    mutating func started(preamble: [UInt8], into output: inout [UInt8]) {
        isRunning = true
        bytesGiven = 0
        bytesWritten = 0
        give(preamble, to: &output)
    }

    /// Moves waiting frames to `output`, until it holds `limit` bytes. What is in `output` counts as given to the
    /// worker: it does not survive it.
    mutating func take(into output: inout [UInt8], limit: Int, now: Instant) {
        guard isRunning else { return }
        while output.count < limit, let frame = waiting.popFirst() {
            give(frame.payload, to: &output)
            guard let ticket = frame.ticket else { continue }
            if flights.isEmpty { headSince = now }
            flights.append(Flight(
                ticket: ticket, end: bytesGiven, allowance: frame.allowance ?? allowance, longestAnswer: frame.longestAnswer))
        }
    }

    private mutating func give(_ payload: [UInt8], to output: inout [UInt8]) {
        let length = UInt32(payload.count)
        for shift in stride(from: 0, to: 32, by: 8) { output.append(UInt8(truncatingIfNeeded: length >> UInt32(shift))) }
        output.append(contentsOf: payload)
        bytesGiven += 4 + payload.count
    }

    mutating func wrote(_ count: Int) { bytesWritten += count }

    /// An answer came. Nil: nobody waits for one, or the worker cannot have read the question yet.
    mutating func answered(now: Instant) -> Ticket? {
        guard let head = flights.first, head.end <= bytesWritten else { return nil }
        _ = flights.popFirst()
        headSince = flights.isEmpty ? nil : now
        backoff.answered()
        return head.ticket
    }

    /// The worker has ended: the oldest flight is to blame, unless the worker cannot have read it or somebody outside ended
    /// it; the others were beside it. Frames that it was not given wait for the next generation, unless they belong to this one.
    mutating func ended(_ cause: Cause) -> Casualties {
        var casualties = Casualties(pause: backoff.ended(byDeadline: cause == .deadline))
        for (position, flight) in flights.drain().enumerated() {
            var code = WorkerError.Code.lost
            if position == 0 {
                switch cause {
                case .deadline: code = .killed
                case .violation(let how): code = .protocolViolation(how)
                case .exit(let exit): code = flight.end <= bytesWritten && !exit.isFromOutside ? .crashed(exit) : .lost
                case .asked: code = .lost
                }
            }
            casualties.fates.append((flight.ticket, code))
        }
        generation += 1
        isRunning = false
        headSince = nil
        for frame in waiting.drain() {
            if frame.generation == nil {
                waiting.append(frame)
            } else if let ticket = frame.ticket {
                casualties.fates.append((ticket, .restarted))
            }
        }
        return casualties
    }

    /// The worker could not be started: nobody waits for the next attempt, whatever comes after this may.
    mutating func failedToStart(_ reason: String) -> Casualties {
        var casualties = Casualties(pause: max(backoff.ended(byDeadline: false), WorkerBackoff.first))
        casualties.fates = abandon().map { ($0, .unavailable(reason)) }
        return casualties
    }

    /// Gives up everything; the callers that wait, oldest first.
    mutating func abandon() -> [Ticket] {
        headSince = nil
        return flights.drain().map(\.ticket) + waiting.drain().compactMap(\.ticket)
    }
}
