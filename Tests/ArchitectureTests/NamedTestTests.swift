// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// docs/complaints.md says which test keeps which defect out, docs/limits.md which one shows which limit.
struct NamedTestTests {
    private struct Row {
        /// The first cell.
        var name: String
        /// The beginning of each test's name, and its file.
        var tests: [(name: String, file: String)]
        var isLater: Bool
    }

    /// The rows of the tables of `page` whose last column is called "the test".
    private static func rows(of page: String) throws -> [Row] {
        var rows: [Row] = []
        var isInside = false
        for line in try String(contentsOf: Repository.root.appending(path: "docs/\(page)"), encoding: .utf8).split(separator: "\n") {
            guard line.hasPrefix("|") else {
                isInside = false
                continue
            }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard let first = cells.first, let last = cells.last else { continue }
            if last == "the test" {
                isInside = true
            } else if isInside, !last.hasPrefix("---") {
                let tests = last.matches(of: /"([^"]+)" \(([A-Za-z+]+\.swift)\)/).map { (String($0.1), String($0.2)) }
                rows.append(Row(name: first, tests: tests, isLater: last.hasPrefix("comes with ")))
            }
        }
        return rows
    }

    @Test("Every known defect of others has a test, or says with what it comes")
    func complaints() throws {
        let rows = try Self.rows(of: "complaints.md")
        #expect(rows.map(\.name) == (1...31).map(String.init))
        for row in rows { #expect(row.isLater != !row.tests.isEmpty, "\(row.name)") }
    }

    @Test("Every limit of the platform has a test")
    func limits() throws {
        let rows = try Self.rows(of: "limits.md")
        #expect(rows.count == 12)
        for row in rows { #expect(!row.tests.isEmpty, "\(row.name)") }
    }

    @Test("Every test that is named there is there", arguments: ["complaints.md", "limits.md"])
    func exist(page: String) throws {
        var sources: [String: String] = [:]
        for file in try Repository.files(below: "Tests", ending: [".swift"]) {
            sources[file.lastPathComponent, default: ""] += try String(contentsOf: file, encoding: .utf8)
        }
        for row in try Self.rows(of: page) {
            for test in row.tests {
                #expect(sources[test.file]?.contains(test.name) == true, "\(row.name): \(test.file) has no \"\(test.name)\"")
            }
        }
    }
}
