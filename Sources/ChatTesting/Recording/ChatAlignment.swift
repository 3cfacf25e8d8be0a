// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Which of the messages that a file expects is which of those that came.
enum ChatAlignment {
    /// What the file says about one message.
    struct Expected {
        var pattern: ChatPattern
        /// Nil where it does not say which choices there are.
        var choices: [ChatPattern]?
    }

    /// How far a message is as the file says.
    struct Agreement: Hashable {
        var text: Bool
        var choices: Bool

        var isFull: Bool { text && choices }
    }

    enum Move: Hashable {
        /// The expected message `expected` is the message `got`.
        case pair(expected: Int, got: Int, Agreement)
        /// The expected message did not come.
        case missing(expected: Int)
        /// The message is not expected.
        case extra(got: Int)
    }

    static func agreement(_ expected: Expected, _ message: ShownMessage) -> Agreement {
        let titles = message.choices.map(\.title)
        let choices = expected.choices.map { $0.count == titles.count && zip($0, titles).allSatisfy { $0.matches($1) } }
        return Agreement(text: expected.pattern.matches(message.text), choices: choices ?? true)
    }

    /// The pairing that keeps the most of the file, in order.
    static func of(_ expected: [Expected], _ messages: [ShownMessage]) -> [Move] {
        let agreements = expected.map { one in messages.map { agreement(one, $0) } }
        // The worth of the best pairing of what is left from each place on.
        var worth = [[Int]](repeating: [Int](repeating: 0, count: messages.count + 1), count: expected.count + 1)
        func worthOfPair(_ row: Int, _ column: Int) -> Int { value(agreements[row][column]) + worth[row + 1][column + 1] }
        for row in expected.indices.reversed() {
            for column in messages.indices.reversed() {
                worth[row][column] = max(worthOfPair(row, column), worth[row + 1][column], worth[row][column + 1])
            }
        }
        var moves: [Move] = []
        var row = 0, column = 0
        while row < expected.count, column < messages.count {
            if worth[row][column] == worthOfPair(row, column) {
                moves.append(.pair(expected: row, got: column, agreements[row][column]))
                (row, column) = (row + 1, column + 1)
            } else if worth[row][column] == worth[row][column + 1] {
                moves.append(.extra(got: column))
                column += 1
            } else {
                moves.append(.missing(expected: row))
                row += 1
            }
        }
        moves += (row..<expected.count).map { .missing(expected: $0) }
        moves += (column..<messages.count).map { .extra(got: $0) }
        return moves
    }

    /// Two lines that have nothing in common are still better rewritten than removed and added.
    private static func value(_ agreement: Agreement) -> Int {
        if agreement.isFull { return 10 }
        return agreement.text ? 8 : 1
    }
}
