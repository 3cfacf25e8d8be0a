// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import GRDBSQLite

/// The seam's connection on top of GRDB's.
///
/// GRDB opens, pools and caches statements. Values are bound and steps are made here, because its general argument
/// conversion took a sixth of the time of a webhook.
struct SQLiteConnection: Connection {
    let database: GRDB.Database

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try run(sql, arguments) { statement in
            while try step(statement, sql) {}
            return Int(sqlite3_changes(sqlite3_db_handle(statement)))
        }
    }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [Row] {
        try run(sql, arguments) { statement in
            var rows: [Row] = []
            let columns = sqlite3_column_count(statement)
            while try step(statement, sql) {
                var values: [SQLValue] = []
                values.reserveCapacity(Int(columns))
                for column in 0..<columns { values.append(Self.value(statement, column)) }
                rows.append(Row(values))
            }
            return rows
        }
    }

    private func run<T>(_ sql: String, _ arguments: [SQLValue], _ body: (OpaquePointer) throws -> T) throws -> T {
        let statement = try database.cachedStatement(sql: sql).sqliteStatement
        // A step that failed has told its error; resetting repeats it.
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, argument) in arguments.enumerated() {
            let code = Self.bind(argument, to: statement, at: CInt(index + 1))
            if code != SQLITE_OK { throw failure(code, sql) }
        }
        return try body(statement)
    }

    /// Makes one step; true when there is a row.
    private func step(_ statement: OpaquePointer, _ sql: String) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code, sql)
        }
    }

    /// The database's own message; never the arguments, which are people's words.
    private func failure(_ code: CInt, _ sql: String) -> DatabaseError {
        let message = database.sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }

    /// Tells SQLite to copy what is bound: it may outlive the Swift value.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private static func bind(_ value: SQLValue, to statement: OpaquePointer, at index: CInt) -> CInt {
        switch value {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let value): return sqlite3_bind_int64(statement, index, value)
        case .real(let value): return sqlite3_bind_double(statement, index, value)
        case .text(var text):
            return text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) { buffer in
                    // An empty text has no address, and no address would mean null.
                    guard let address = buffer.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, transient) }
                    return sqlite3_bind_text(statement, index, address, CInt(buffer.count), transient)
                }
            }
        case .blob(let bytes):
            return bytes.withUnsafeBytes { buffer in
                guard let address = buffer.baseAddress else { return sqlite3_bind_zeroblob(statement, index, 0) }
                return sqlite3_bind_blob(statement, index, address, CInt(buffer.count), transient)
            }
        }
    }

    private static func value(_ statement: OpaquePointer, _ column: CInt) -> SQLValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            guard let text = sqlite3_column_text(statement, column) else { return .null }
            let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            guard let blob = sqlite3_column_blob(statement, column) else { return .blob([]) }
            return .blob(Array(UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(statement, column)))))
        default: return .null
        }
    }
}
