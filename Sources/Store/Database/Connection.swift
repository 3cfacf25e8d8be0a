// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a transaction can do. Valid only within the closure that received it.
package protocol Connection {
    /// Runs a statement and tells how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Runs a query and gives its rows.
    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [Row]
}

extension Connection {
    @discardableResult
    package func execute(_ sql: String) throws -> Int { try execute(sql, []) }

    package func rows(_ sql: String) throws -> [Row] { try rows(sql, []) }

    package func firstRow(_ sql: String, _ arguments: [SQLValue]) throws -> Row? { try rows(sql, arguments).first }
}
