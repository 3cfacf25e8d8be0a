// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What became of all messages, counted.
struct Verdict: Sendable, CustomStringConvertible {
    /// What became of the files that were sent.
    struct Files: Hashable, Sendable {
        var sent = 0
        var stored = 0
        var failed = 0
    }

    var files = Files()
    var posted: Int
    var acknowledged: Int
    /// Acknowledged messages without their reply.
    var lost = 0
    /// Replies that no message accounts for: a turn ran twice, or went wrong.
    var unaccounted: [String] = []
    /// Replies that came more than once under one id.
    var doubled: Int
    /// Those of them that no kill explains, or that came again although a status had told of them.
    var unexcused: Int
    /// How one of these came about.
    var unexcusedExample: String?
    /// How many sends were on their way at the kills: no more than these may be doubled.
    var atRisk: Int
    /// Contacts whose replies came in another order than their messages.
    var disordered = 0
    /// Conversations of each kind, and whether the store counted each of them just once.
    var begun: [Int] = []
    var counted: [Int] = []

    init(
        accounts: [String: Ledger.Account], posted: Int, acknowledged: Int, repetitions: [Ledger.Repetition],
        atRisk: Int
    ) {
        self.posted = posted
        self.acknowledged = acknowledged
        self.atRisk = atRisk
        doubled = repetitions.count
        unexcused = repetitions.count { !$0.isExcused }
        if let example = repetitions.first(where: { !$0.isExcused }) { unexcusedExample = example.circumstances }
        for account in accounts.values { add(account) }
        begun.sort()
        counted.sort()
    }

    private mutating func add(_ account: Ledger.Account) {
        var replies = account.replies
        var isInOrder = true
        for expectation in account.expected {
            guard let place = replies.firstIndex(where: { expectation.number(in: $0) != nil }) else {
                lost += 1
                continue
            }
            if place > 0 { isInOrder = false }
            let number = expectation.number(in: replies.remove(at: place)) ?? 0
            switch expectation {
            case .echo: break
            case .asked: begun.append(number)
            case .counted: counted.append(number)
            }
        }
        unaccounted += replies
        if !isInOrder { disordered += 1 }
    }

    /// Whether each number from 1 to how many there are came just once.
    static func isCount(_ numbers: [Int]) -> Bool { numbers == Array(1..<(numbers.count + 1)) }

    var description: String {
        let counts =
            "\(Self.words(acknowledged)) acknowledged, \(Self.words(lost)) lost, \(Self.words(doubled)) doubled"
            + ", \(Self.words(files.stored)) of \(Self.words(files.sent)) files"
        return doubled == 0 ? counts : counts + " (\(Self.words(doubled - unexcused)) in flight at a kill)"
    }

    /// A number with commas between its thousands.
    static func words(_ number: Int) -> String {
        var text = String(abs(number))
        var place = text.count - 3
        while place > 0 {
            text.insert(",", at: text.index(text.startIndex, offsetBy: place))
            place -= 3
        }
        return number < 0 ? "-" + text : text
    }
}
