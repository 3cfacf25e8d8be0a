// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What goes wrong on the simulated platform, on purpose.
package struct Faults: Hashable, Sendable {
    /// The next sends are refused.
    package struct Failing: Hashable, Sendable {
        package var count: Int
        /// The HTTP status of the answer; nil takes the one that Meta documents for the code.
        package var status: Int?
        package var code: Int

        package init(count: Int, status: Int? = nil, code: Int = 131000) {
            self.count = count
            self.status = status
            self.code = code
        }
    }

    /// What becomes of a template that is made or edited.
    package enum TemplateReview: String, Hashable, Sendable, CaseIterable {
        /// It is approved at once.
        case approve
        /// It is in review until somebody decides.
        case wait
        case reject
    }

    package var failing: Failing?
    package var templateReview = TemplateReview.approve
    /// The next sends are accepted, and reported as failed with the code: how most errors are told.
    package var failingStatuses: Failing?
    /// Every answer waits this long.
    package var slow = Duration.zero
    /// Every connection is cut before anything is read.
    package var isDown = false
    /// So many sends are accepted, but the connection dies before the answer.
    package var droppedAnswers = 0
    /// So many requests for files are refused: where they are, and the files themselves.
    package var failingFiles = 0
    /// Every webhook is delivered twice.
    package var duplicatesWebhooks = false
    /// The order in which a message's statuses are reported, whatever happened first: the first ones are held back until the last one is there.
    /// Empty reports each as it happens.
    package var statusOrder: [Tick] = []
    /// The answer to a send waits until its statuses have been delivered.
    package var reportsBeforeAnswer = false

    package init() {}

    /// Takes one refusal from the stock, or returns nil when sends are to pass.
    mutating func takeFailure() -> GraphError? {
        guard var failing, failing.count > 0 else { return nil }
        failing.count -= 1
        self.failing = failing.count > 0 ? failing : nil
        return .injected(code: failing.code, status: failing.status)
    }

    /// Takes one failure that a status tells from the stock.
    mutating func takeFailingStatus() -> GraphError? {
        guard var failing = failingStatuses, failing.count > 0 else { return nil }
        failing.count -= 1
        failingStatuses = failing.count > 0 ? failing : nil
        return .injected(code: failing.code, status: nil)
    }

    /// Takes one refusal of a file from the stock.
    mutating func takeFailingFile() -> Bool {
        guard failingFiles > 0 else { return false }
        failingFiles -= 1
        return true
    }

    /// Takes one lost answer from the stock.
    mutating func takeDroppedAnswer() -> Bool {
        guard droppedAnswers > 0 else { return false }
        droppedAnswers -= 1
        return true
    }
}
