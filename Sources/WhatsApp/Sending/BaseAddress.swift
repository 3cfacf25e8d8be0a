// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The address that others are made of by adding a path.
enum BaseAddress {
    /// The address without slashes at its end, or nil where it is not of the web or has more than a path.
    static func sound(_ text: String) -> String? {
        var base = Substring(text)
        while base.hasSuffix("/") { base = base.dropLast() }
        let scheme = base.hasPrefix("https://") ? "https://" : base.hasPrefix("http://") ? "http://" : nil
        guard let scheme, base.utf8.count > scheme.utf8.count, base.utf8.allSatisfy(isURLCharacter) else { return nil }
        return String(base)
    }

    /// Visible ASCII that neither ends the path nor names a user.
    private static func isURLCharacter(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !["?", "#", "@", "\\", "\"", "<", ">"].contains(Unicode.Scalar(byte))
    }
}
