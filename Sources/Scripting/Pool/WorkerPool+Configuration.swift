// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension WorkerPool {
    package struct Configuration: Sendable {
        /// The path of `script-worker`; see ``ScriptWorkerExecutable``.
        package var executable: String
        package var workers: Int
        /// The Lua source that every script sees before its own.
        package var prelude: String
        package var limits: ScriptLimits
        /// Scripts may `print`; what they print goes to the pool's handler.
        package var prints: Bool
        /// Is told which lines of plugins can run and which ran, on the supervisor's thread; nil, and nobody notes it.
        package var covered: (@Sendable (ScriptCoverage) -> Void)?
        /// A worker that takes longer over one frame is killed. Nil: as ``ScriptLimits/hardDeadline``.
        package var hardDeadline: Duration?
        /// The longest frame a worker accepts (docs/script-worker.md).
        package var maximumFrame: Int
        /// The longest frame accepted from a worker.
        package var maximumAnswer: Int
        /// The most that a worker may print, and tell of lines, while it works on one frame, in bytes.
        package var maximumPrinted: Int

        package init(
            executable: String, workers: Int = WorkerPool.defaultWorkers, prelude: String,
            limits: ScriptLimits = ScriptLimits(), prints: Bool = false,
            covered: (@Sendable (ScriptCoverage) -> Void)? = nil, hardDeadline: Duration? = nil, maximumFrame: Int = 16 << 20,
            maximumAnswer: Int = 1 << 20, maximumPrinted: Int = 64 << 20
        ) {
            self.executable = executable
            self.workers = max(workers, 1)
            self.prelude = prelude
            self.limits = limits
            self.prints = prints
            self.covered = covered
            self.hardDeadline = hardDeadline
            self.maximumFrame = maximumFrame
            self.maximumAnswer = maximumAnswer
            self.maximumPrinted = maximumPrinted
        }

        /// The worker counts the bytes of an answer and not its values: whatever fits in one is accepted. Each value takes a
        /// byte at least.
        var answerLimits: JSON.Limits { JSON.Limits(depth: 64, nodes: maximumAnswer) }

        /// The payload of the `configure` frame.
        var preamble: [UInt8] {
            let frame: JSON = [
                "op": "configure", "prelude": .string(prelude), "limits": limits.json, "prints": .bool(prints),
                "coverage": .bool(covered != nil),
            ]
            return frame.encoded()
        }
    }
}
