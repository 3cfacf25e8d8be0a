// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension ChatCoverage {
    /// A line for each file, and one for all of them.
    var text: String {
        let lines = files.map { file in
            let missed = file.missed.isEmpty ? "" : " (\(file.missedRanges.contains(where: { ",-".contains($0) }) ? "lines" : "line") \(file.missedRanges) not reached)"
            return "\(file.file) \(Self.shown(file.percent)) %\(missed)"
        }
        return (lines + ["coverage: \(Self.shown(percent)) % of \(self.lines) line\(self.lines == 1 ? "" : "s")"]).joined(separator: "\n")
    }

    package var json: JSON {
        [
            "percent": .number(Self.rounded(percent)),
            "lines": .integer(Int64(lines)),
            "reached": .integer(Int64(reached)),
            "files": .array(files.map { file in
                [
                    "file": .string(file.file),
                    "percent": .number(Self.rounded(file.percent)),
                    "lines": .integer(Int64(file.lines.count)),
                    "reached": .integer(Int64(file.reached)),
                    "missed": .array(file.missed.map { .integer(Int64($0)) }),
                ]
            }),
        ]
    }

    /// Rounded down, so that only all of it is 100.
    static func shown(_ percent: Double) -> String { "\(Int(percent))" }

    private static func rounded(_ percent: Double) -> Double { (percent * 10).rounded(.down) / 10 }
}
