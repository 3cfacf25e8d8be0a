// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The body of a request that is read from a file while it is sent, with bytes before and after it: one part of a form.
package struct FetchUpload: Hashable, Sendable {
    package var before: [UInt8]
    package var path: String
    /// How many bytes of the file are sent; it must have as many.
    package var length: Int
    package var after: [UInt8]

    package init(before: [UInt8] = [], path: String, length: Int, after: [UInt8] = []) {
        self.before = before
        self.path = path
        self.length = length
        self.after = after
    }

    /// Of the whole body.
    package var count: Int { before.count + length + after.count }

    /// The whole body, for whoever sends it without a wire.
    /// - Throws: ``FetchError`` where the file is not there or too short.
    package func bytes() throws(FetchError) -> [UInt8] {
        let reader = try FetchUploadReader(self)
        var body = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < body.count {
            let offset = filled
            guard let read = body.withUnsafeMutableBytes({ reader.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[offset...])) }),
                read > 0
            else { throw FetchError(code: .failed, message: "the file to send is shorter than it was", requestWasWritten: false) }
            filled += read
        }
        return body
    }
}

/// Gives the bytes of an upload in order.
final class FetchUploadReader {
    private let upload: FetchUpload
    private let descriptor: Int32
    private var position = 0

    init(_ upload: FetchUpload) throws(FetchError) {
        self.upload = upload
        descriptor = Foundation.open(upload.path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw .system("open") }
    }

    deinit { Foundation.close(descriptor) }

    /// Fills the start of the buffer; 0 at the end, nil where the file does not give what it should.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard position < upload.count, !buffer.isEmpty else { return 0 }
        let inFile = position - upload.before.count
        if inFile < 0 { return copy(upload.before[position...], buffer) }
        if inFile >= upload.length { return copy(upload.after[(inFile - upload.length)...], buffer) }
        while true {
            let count = pread(descriptor, buffer.baseAddress, min(buffer.count, upload.length - inFile), off_t(inFile))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            position += count
            return count
        }
    }

    private func copy(_ bytes: ArraySlice<UInt8>, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = bytes.prefix(buffer.count)
        buffer.copyBytes(from: part)
        position += part.count
        return part.count
    }
}
