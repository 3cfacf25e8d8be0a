// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Store
import Testing

@testable import Plugins

@Suite struct StoreAPITests {
    private let registry = ScriptAPI.standard.operations

    private func withStore(_ body: @escaping @Sendable (any Connection) throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "/moonpost-test-" + UUID().uuidString
        let database = try SQLiteDatabase(path: folder + "/moonpost.db")
        let result: Result<Void, any Error>
        do {
            result = .success(try await database.write(body))
        } catch {
            result = .failure(error)
        }
        try await database.close()
        try FileManager.default.removeItem(atPath: folder)
        try result.get()
    }

    private func perform(_ name: String, _ arguments: JSON, at now: Int64 = 1_000, _ connection: any Connection) throws -> JSON {
        let operation = try #require(registry["store." + name]?.perform)
        return try operation(arguments, Operation.Context(plugin: "p", now: Timestamp(milliseconds: now), ids: IDGenerator(clock: SystemClock())), connection)
    }

    @Test("values are set, got, listed and deleted; a missing one is nothing")
    func values() async throws {
        try await withStore { connection throws in
            #expect(try perform("get", ["key": "a"], connection) == .null)
            _ = try perform("set", ["key": "a", "value": ["n": [1, 2]]], connection)
            _ = try perform("set", ["key": "ab", "value": false], connection)
            #expect(try perform("get", ["key": "a"], connection) == ["n": [1, 2]])
            #expect(try perform("list", ["prefix": "a"], connection) == [["key": "a", "value": ["n": [1, 2]]], ["key": "ab", "value": false]])
            _ = try perform("delete", ["key": "a"], connection)
            #expect(try perform("list", [:], connection) == [["key": "ab", "value": false]])
        }
    }

    @Test("a value is kept for as long as was said")
    func keep() async throws {
        try await withStore { connection throws in
            _ = try perform("set", ["key": "a", "value": 1, "keep": 500], connection)
            #expect(try perform("get", ["key": "a"], at: 1_499, connection) == 1)
            #expect(try perform("get", ["key": "a"], at: 1_500, connection) == .null)
            // Adding changes the number, not its time.
            #expect(try perform("add", ["key": "a", "amount": 2], at: 1_400, connection) == 3)
            #expect(try perform("get", ["key": "a"], at: 1_500, connection) == .null)
            // However long: the end of time is soon enough.
            _ = try perform("set", ["key": "b", "value": 1, "keep": .integer(.max)], connection)
            #expect(try perform("get", ["key": "b"], connection) == 1)
        }
    }

    @Test("adding begins at nothing, keeps whole numbers whole, and refuses what is no number")
    func add() async throws {
        try await withStore { connection throws in
            #expect(try perform("add", ["key": "n"], connection) == 1)
            #expect(try perform("add", ["key": "n", "amount": 41], connection) == 42)
            #expect(try perform("add", ["key": "n", "amount": -2.5], connection) == .number(39.5))
            _ = try perform("set", ["key": "t", "value": "text"], connection)
            let problem = #expect(throws: OperationError.self) { try perform("add", ["key": "t"], connection) }
            #expect(problem?.code == "not_a_number")
            #expect(throws: OperationError.self) { try perform("add", ["key": "n", "amount": "5"], connection) }
        }
    }

    @Test("a sum that no whole number can hold becomes a float, and one that no float can hold is refused")
    func overflow() async throws {
        try await withStore { connection throws in
            _ = try perform("set", ["key": "n", "value": .integer(.max)], connection)
            #expect(try perform("add", ["key": "n"], connection) == .number(Double(Int64.max)))
            _ = try perform("set", ["key": "f", "value": 1e308], connection)
            let problem = #expect(throws: OperationError.self) { try perform("add", ["key": "f", "amount": 1e308], connection) }
            #expect(problem?.code == "too_large")
            #expect(try perform("get", ["key": "f"], connection) == 1e308)
        }
    }

    @Test("a key has 1 to 200 characters of any kind")
    func keys() async throws {
        try await withStore { connection throws in
            for key in ["k", String(repeating: "日", count: 200), String(repeating: "😀", count: 200)] {
                _ = try perform("set", ["key": .string(key), "value": 1], connection)
                #expect(try perform("get", ["key": .string(key)], connection) == 1)
            }
            for key in ["", String(repeating: "k", count: 201)] {
                #expect(throws: OperationError.self) { try perform("get", ["key": .string(key)], connection) }
            }
            #expect(throws: OperationError.self) { try perform("set", ["value": 1], connection) }
        }
    }

    @Test("a list that is too long is refused rather than cut")
    func longList() async throws {
        try await withStore { connection throws in
            for index in 0..<StoreAPI.longestList { _ = try perform("set", ["key": .string("a\(index)"), "value": 1], connection) }
            #expect(try perform("list", ["prefix": "a"], connection).elements?.count == StoreAPI.longestList)
            _ = try perform("set", ["key": "a", "value": 1], connection)
            let problem = #expect(throws: OperationError.self) { try perform("list", ["prefix": "a"], connection) }
            #expect(problem?.code == "too_many")
        }
    }
}
