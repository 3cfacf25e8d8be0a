// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct RowTests {
    @Test("values come back from the database as they went in")
    func roundTrip() async throws {
        try await withDatabase { database async throws in
            let values: [SQLValue] = [
                .text("Füße ٣ 'quoted' \u{0}end"), .integer(.min), .integer(.max), .real(-0.5), .blob([0, 255, 7]), .null, .text(""),
            ]
            let row = try await database.write { connection throws in
                try connection.firstRow("SELECT $1, $2, $3, $4, $5, $6, $7", values)
            }
            let found = try #require(row)
            #expect(try found.text(0) == "Füße ٣ 'quoted' \u{0}end")
            #expect(try found.integer(1) == .min)
            #expect(try found.integer(2) == .max)
            #expect(try found.blob(4) == [0, 255, 7])
            #expect(found.optionalText(5) == nil && found.optionalInteger(5) == nil)
            #expect(try found.text(6) == "")
        }
    }

    @Test("a column of another type is an error that says what was expected and what is there")
    func mismatch() throws {
        let row = Row([.null, .text("a"), .integer(1), .real(0.5), .blob([])])
        func problem(_ read: () throws -> Void) -> String? { #expect(throws: RowError.self) { try read() }?.description }
        #expect(problem { _ = try row.text(0) } == "column 0 should be text and is null")
        #expect(problem { _ = try row.integer(1) } == "column 1 should be an integer and is text")
        #expect(problem { _ = try row.text(2) } == "column 2 should be text and is an integer")
        #expect(problem { _ = try row.blob(3) } == "column 3 should be bytes and is a real number")
        #expect(throws: RowError.self) { try row.time(4) }
    }

    @Test("JSON is kept as text, and text that is no JSON is an error")
    func json() throws {
        let value: JSON = ["a": [1, 2.5, "x", .null, true]]
        guard case .text(let text) = SQLValue.json(value) else {
            Issue.record("JSON is not kept as text")
            return
        }
        #expect(try Row([.text(text)]).json(0) == value)
        #expect(try Row([.null]).optionalJSON(0) == nil)
        #expect(throws: (any Error).self) { try Row([.text("{")]).json(0) }
    }
}
