// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Which lines of flows and plugins the scenes of a run reached.
public struct ChatCoverage: Hashable, Sendable {
    /// One Lua file.
    public struct File: Hashable, Sendable {
        /// As errors name it, such as "flows/order.lua".
        public var file: String
        /// The lines with something to run, in order. What declares counts, since loading runs it; comments, empty lines
        /// and lines that only close something (`end`, `})`) do not.
        public var lines: [Int]
        /// Those that no scene reached, in order.
        public var missed: [Int]

        public var reached: Int { lines.count - missed.count }

        init(file: String, lines: [Int], missed: [Int]) {
            self.file = file
            self.lines = lines
            self.missed = missed
        }
    }

    /// In the order of their names.
    public var files: [File]

    public var lines: Int { files.reduce(0) { $0 + $1.lines.count } }
    public var reached: Int { files.reduce(0) { $0 + $1.reached } }

    /// Of all lines, those that were reached, in percent.
    public var percent: Double { Self.percent(reached, of: lines) }

    static func percent(_ reached: Int, of lines: Int) -> Double { lines == 0 ? 100 : Double(reached) * 100 / Double(lines) }
}

extension ChatCoverage.File {
    public var percent: Double { ChatCoverage.percent(reached, of: lines.count) }

    /// From what the workers tell of a file.
    init(file: String, text: String, canRun: Set<Int>, ran: Set<Int>) {
        var closing: Set<Int> = []
        // As Lua counts: other characters that end a line elsewhere do not here.
        let all = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        for (index, line) in all.enumerated() where Self.onlyCloses(line) { closing.insert(index + 1) }
        let lines = canRun.subtracting(closing).sorted()
        self.init(file: file, lines: lines, missed: lines.filter { !ran.contains($0) })
    }

    /// Whether a line has nothing but the end of something above. The machine has instructions there (it makes a function
    /// at its `end`, and jumps back from the `end` of a loop), which are nobody's thought.
    private static func onlyCloses(_ line: Substring) -> Bool {
        let code = line.firstRange(of: "--").map { line[..<$0.lowerBound] } ?? line
        let words = code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return words.allSatisfy { $0 == "end" || $0 == "else" } && code.allSatisfy { $0.isLetter || $0.isWhitespace || ")}],;".contains($0) }
    }

    /// The lines that were missed in the fewest words: "31-33, 40". What stands between two of them and cannot run does
    /// not part them.
    public var missedRanges: String {
        var ranges: [(first: Int, last: Int)] = []
        let missed = Set(missed)
        var isOpen = false
        for line in lines {
            guard missed.contains(line) else {
                isOpen = false
                continue
            }
            if isOpen { ranges[ranges.count - 1].last = line } else { ranges.append((line, line)) }
            isOpen = true
        }
        return ranges.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }.joined(separator: ", ")
    }
}
