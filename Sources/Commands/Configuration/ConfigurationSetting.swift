// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A value that was found, and where it came from.
struct ConfigurationSetting<Value> {
    var value: Value
    /// What messages call it: the key with its tables.
    var key: String
    var line: Int?
    /// The environment variable that held it. Messages then name the variable and never show the value.
    var variable: String?

    func map<Other>(_ transform: (Value) -> Other) -> ConfigurationSetting<Other> {
        ConfigurationSetting<Other>(value: transform(value), key: key, line: line, variable: variable)
    }
}

extension ConfigurationSetting where Value == String {
    /// The value between quotes, or the name of the variable that holds it.
    var shown: String { variable.map { "the value of the environment variable \($0)" } ?? "\"\(value)\"" }
}
