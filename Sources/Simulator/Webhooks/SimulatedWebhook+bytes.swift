// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension SimulatedWebhook {
    /// The body as Meta writes it: everything beyond ASCII as `\uXXXX`, and slashes escaped.
    ///
    /// The signature is over exactly these bytes, so a host that encodes the JSON anew before it
    /// checks the signature fails here as it would in production.
    package static func bytes(of json: JSON) -> [UInt8] {
        var bytes: [UInt8] = []
        let text = json.description
        bytes.reserveCapacity(text.utf8.count + 64)
        for unit in text.utf16 {
            switch unit {
            case 0x2F:  // a slash stands only inside strings
                bytes.append(0x5C)
                bytes.append(0x2F)
            case 0..<0x80:
                bytes.append(UInt8(unit))
            default:
                bytes.append(contentsOf: [0x5C, 0x75])
                for shift in stride(from: 12, through: 0, by: -4) {
                    bytes.append(hexadecimal[Int(unit >> UInt16(shift)) & 15])
                }
            }
        }
        return bytes
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
