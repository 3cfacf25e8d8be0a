// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A value of the file, with its key and line.
struct ConfigurationValue: Sendable {
    indirect enum Content: Sendable {
        case text(String)
        case integer(Int64)
        case number(Double)
        case bool(Bool)
        /// A date, a time or both, as TOML writes them.
        case date(String)
        case list([ConfigurationValue])
        /// The members by name.
        case table([String: ConfigurationValue])
    }

    var key: ConfigurationKey
    var line: Int?
    var content: Content
}

extension ConfigurationValue.Content {
    /// What a person would call it.
    var typeName: String {
        switch self {
        case .text: "text"
        case .integer: "a whole number"
        case .number: "a number with a fraction"
        case .bool: "true or false"
        case .date: "a date"
        case .list: "a list"
        case .table: "a table"
        }
    }
}
