// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The form by which a file is uploaded to the Graph API, without the file itself: what stands before and after it.
///
/// Source: Meta, "Media", upload media (`POST /PHONE_NUMBER_ID/media`); RFC 7578.
package struct UploadForm: Hashable, Sendable {
    package let contentType: String
    package let before: [UInt8]
    package let after: [UInt8]

    /// - Parameters:
    ///   - mime: The media type of the file; Meta judges the file by it.
    ///   - boundary: Letters and digits that stand in no file, such as a new id.
    package init(mime: String, filename: String, boundary: String) {
        func isPlain(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") }
        let name = String(decoding: filename.utf8.map { isPlain($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
        let type = String(decoding: mime.utf8.filter(isPlain), as: UTF8.self)
        func field(_ name: String, _ value: String) -> String {
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        contentType = "multipart/form-data; boundary=\(boundary)"
        before = Array(
            (field("messaging_product", "whatsapp") + field("type", type)
                + "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: \(type)\r\n\r\n").utf8)
        after = Array("\r\n--\(boundary)--\r\n".utf8)
    }
}
