// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What a worker's frame is, by its `op`.
enum WorkerFrame {
    /// Answers the oldest frame that waits for an answer.
    case answer(JSON)
    /// The text that a script printed.
    case printed(String)
    /// Lines that can run, and that ran.
    case coverage(ScriptCoverage)
    case violation(String)

    private static let answers: Set<String> = ["loaded", "request", "finished", "failed", "gone"]

    init(_ payload: UnsafeRawBufferPointer, limits: JSON.Limits) {
        let value: JSON
        do {
            value = try JSON(payload, limits: limits)
        } catch {
            self = .violation("a frame is not JSON: \(error)")
            return
        }
        guard let operation = value["op"]?.text else {
            self = .violation("a frame has no op")
            return
        }
        if Self.answers.contains(operation) {
            self = .answer(value)
        } else if operation == "printed", let text = value["text"]?.text {
            self = .printed(text)
        } else if operation == "coverage", let coverage = ScriptCoverage(frame: value) {
            self = .coverage(coverage)
        } else {
            self = .violation("the op \"\(operation.prefix(40))\" is none that a worker may send")
        }
    }
}
