// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The line on which each key of a TOML text stands, because the parser does not tell.
///
/// It reads text that the parser has accepted, so it checks nothing; of a text that is not TOML it makes some sense
/// and ends.
struct ConfigurationLines: Sendable {
    private let lines: [ConfigurationKey: Int]

    init(of text: String) {
        var scan = ConfigurationScan(text)
        scan.document()
        lines = scan.lines
    }

    /// The line, from 1, of the key or of the nearest table around it that has one.
    func line(of key: ConfigurationKey) -> Int? {
        var candidate: ConfigurationKey? = key
        while let current = candidate {
            if let line = lines[current] { return line }
            candidate = current.parent
        }
        return nil
    }
}
