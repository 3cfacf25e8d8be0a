// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// docs/complaints.md says which test keeps which defect out.
struct ComplaintTests {
    private struct Row {
        var number: Int
        /// The beginning of each test's name, and its file.
        var tests: [(name: String, file: String)]
        var isLater: Bool
    }

    private static func rows() throws -> [Row] {
        try String(contentsOf: Repository.root.appending(path: "docs/complaints.md"), encoding: .utf8).split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, let number = Int(cells[0]) else { return nil }
            let tests = cells[2].matches(of: /"([^"]+)" \(([A-Za-z+]+\.swift)\)/).map { (String($0.1), String($0.2)) }
            return Row(number: number, tests: tests, isLater: cells[2].hasPrefix("comes with "))
        }
    }

    @Test("Every known defect of others has a test, or says with what it comes")
    func complete() throws {
        let rows = try Self.rows()
        #expect(rows.map(\.number) == Array(1...31))
        for row in rows { #expect(row.isLater != !row.tests.isEmpty, "\(row.number)") }
    }

    @Test("Every test that is named there is there")
    func exist() throws {
        var sources: [String: String] = [:]
        for file in try Repository.files(below: "Tests", ending: [".swift"]) {
            sources[file.lastPathComponent, default: ""] += try String(contentsOf: file, encoding: .utf8)
        }
        for row in try Self.rows() {
            for test in row.tests {
                #expect(sources[test.file]?.contains(test.name) == true, "\(row.number): \(test.file) has no \"\(test.name)\"")
            }
        }
    }
}
