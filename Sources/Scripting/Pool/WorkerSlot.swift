// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// One worker's place in the pool: its process while it runs, its frames always. Lives on the supervisor's thread.
final class WorkerSlot {
    let index: Int
    var queue: WorkerQueue<WorkerCaller>
    var process: WorkerProcess?
    var reader: FrameReader
    /// Bytes given to the worker that the socket has not taken yet, from `outputStart` on.
    var output: [UInt8] = []
    private var outputStart = 0
    /// Bytes printed since the last answer.
    var printed = 0
    /// What the process had used of the processor when its last answer was read.
    var usedBefore = Duration.zero
    /// When to look again at a worker that is past its deadline and has not had the processor.
    var postponed: ContinuousClock.Instant?
    /// The host asked for its end.
    var isAsked = false
    /// When to start the worker; nil while it runs or is to run no more.
    var startTime: ContinuousClock.Instant?
    /// When to kill a worker that has been asked to leave.
    var leaveDeadline: ContinuousClock.Instant?

    /// What is given to a worker at a time, and lost with it.
    private static let batch = 256 << 10

    init(index: Int, allowance: Duration, maximumAnswer: Int) {
        self.index = index
        queue = WorkerQueue(allowance: allowance)
        reader = FrameReader(limit: maximumAnswer)
    }

    var isWriting: Bool { outputStart < output.count }

    /// The next thing that is due by itself.
    var due: ContinuousClock.Instant? {
        [deadline, startTime, leaveDeadline].compactMap { $0 }.min()
    }

    /// When to look whether the worker has had its time.
    var deadline: ContinuousClock.Instant? {
        guard let deadline = queue.deadline else { return nil }
        return max(deadline, postponed ?? deadline)
    }

    /// Forgets what was for, or from, a process that has ended.
    func reset(maximumAnswer: Int) {
        output = []
        outputStart = 0
        printed = 0
        isAsked = false
        usedBefore = .zero
        postponed = nil
        leaveDeadline = nil
        reader = FrameReader(limit: maximumAnswer)
    }

    /// Writes what waits, as far as the socket takes it. An error is left to the reading side, which sees the end of
    /// the stream as well.
    func flush() {
        guard let process else { return }
        while true {
            if !isWriting {
                output.removeAll(keepingCapacity: output.capacity <= 2 * Self.batch)
                outputStart = 0
                guard queue.hasWaiting, leaveDeadline == nil else { return }
                queue.take(into: &output, limit: Self.batch, now: .now)
            }
            let count = output.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[outputStart...])
                return send(
                    process.descriptor, rest.baseAddress, rest.count,
                    Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            guard count > 0 else { return }
            outputStart += count
            queue.wrote(count)
        }
    }
}
