// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Why a frame has no answer.
package struct WorkerError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// The frame took longer than the hard deadline; its worker was killed for it.
        case killed
        /// The worker ended by itself while it worked on this frame.
        case crashed(WorkerExit)
        /// The worker answered this frame with something that is no answer.
        case protocolViolation(String)
        /// The worker ended because of something else; the frame may or may not have been worked on.
        case lost
        /// The generation that the caller expects is over; the worker has not seen the frame.
        case restarted
        /// The worker cannot be started.
        case unavailable(String)
        /// The frame is longer than a worker accepts.
        case tooLarge(limit: Int)
        /// The pool is shutting down.
        case closed
    }

    package var code: Code
    package var worker: Int
    /// The generation in which it happened.
    package var generation: Int

    package init(_ code: Code, worker: Int, generation: Int) {
        self.code = code
        self.worker = worker
        self.generation = generation
    }

    /// The frame is what the worker ended over, for certain or by all appearance: repeating it unchanged may end the
    /// next worker too.
    package var isSuspect: Bool {
        switch code {
        case .killed, .crashed, .protocolViolation: true
        case .lost, .restarted, .unavailable, .tooLarge, .closed: false
        }
    }

    /// The conversation can go on at once from its journal, in the worker's next generation.
    package var mayReplay: Bool {
        switch code {
        case .lost, .restarted: true
        case .killed, .crashed, .protocolViolation, .unavailable, .tooLarge, .closed: false
        }
    }

    package var description: String {
        let what =
            switch code {
            case .killed: "was killed because one frame took longer than the hard deadline"
            case .crashed(let exit): "ended by itself with \(exit)"
            case .protocolViolation(let how): "broke the protocol and was killed: \(how)"
            case .lost: "ended while this frame was waiting in it; start again from the journal"
            case .restarted: "has been started anew since; start again from the journal"
            case .unavailable(let why): "cannot be started: \(why)"
            case .tooLarge(let limit): "accepts frames of at most \(limit) bytes"
            case .closed: "is shutting down"
            }
        return "script worker \(worker) (generation \(generation)) \(what)"
    }
}
