// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import CCurl
internal import Core
internal import Foundation

/// Sets options of an easy handle and remembers the first refusal.
struct FetchOptions {
    private let easy: UnsafeMutableRawPointer
    private var refusal: CURLcode?

    init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

    private mutating func note(_ result: CURLcode) {
        if result != CURLE_OK, refusal == nil { refusal = result }
    }

    mutating func set(_ option: CURLoption, _ value: Int) { note(moonpost_easy_set_long(easy, option, value)) }

    mutating func set(_ option: CURLoption, _ value: String) { note(moonpost_easy_set_string(easy, option, value)) }

    /// Makes libcurl forget a text.
    mutating func clear(_ option: CURLoption) { note(moonpost_easy_set_string(easy, option, nil)) }

    mutating func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
        note(moonpost_easy_set_pointer(easy, option, value))
    }

    mutating func set(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) {
        note(moonpost_easy_set_list(easy, option, value))
    }

    /// libcurl keeps its own copy; the size must stand before it.
    mutating func setBody(_ body: [UInt8]) {
        note(moonpost_easy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        body.withUnsafeBytes { bytes in
            // An empty body still needs an address, or libcurl would ask a read callback for it.
            if let address = bytes.baseAddress, !bytes.isEmpty {
                note(moonpost_easy_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, address))
            } else {
                note(moonpost_easy_set_string(easy, CURLOPT_COPYPOSTFIELDS, ""))
            }
        }
    }

    /// libcurl asks for the body piece by piece.
    mutating func setBody(length: Int) {
        note(moonpost_easy_set_pointer(easy, CURLOPT_POSTFIELDS, nil))
        note(moonpost_easy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(length)))
    }

    mutating func setCallbacks() {
        note(
            moonpost_easy_set_writer(easy, CURLOPT_READFUNCTION) { bytes, size, count, context in
                let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
                return transfer(context)?.send(into: buffer) ?? Int(CURL_READFUNC_ABORT)
            })
        note(
            moonpost_easy_set_writer(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return transfer(context)?.received(body: buffer) == true ? buffer.count : refused(buffer.count)
            })
        note(
            moonpost_easy_set_writer(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return transfer(context)?.received(headerLine: buffer) == true ? buffer.count : refused(buffer.count)
            })
        note(
            moonpost_easy_set_prerequest(easy) { context, peer, _, _, _ in
                let address = peer.flatMap { IPAddress(String(cString: $0)) }
                return transfer(context)?.willWrite(to: address) == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
            })
        note(
            moonpost_easy_set_socket_opener(easy) { context, _, address in
                guard let address, transfer(context)?.mayConnect(to: IPAddress(address)) == true else { return CURL_SOCKET_BAD }
                return socket(address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
            })
    }

    func check() throws(FetchError) {
        if let refusal { throw FetchError(refusal, detail: "", requestWasWritten: false) }
    }

    static func list(_ request: FetchRequest, hasBody: Bool) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        var hasType = false
        for (name, value) in request.headers {
            if name.count == 12, name.lowercased() == "content-type" { hasType = true }
            // "Name;" is libcurl's way to write a header without a value; "Name:" would remove it.
            list = curl_slist_append(list, value.allSatisfy { $0 == " " } ? "\(name);" : "\(name): \(value)")
        }
        if hasBody {
            if !hasType { list = curl_slist_append(list, "Content-Type:") }
            // Without this, bodies of more than 1 MiB wait a second for a "100 Continue".
            list = curl_slist_append(list, "Expect:")
        }
        return list
    }
}

extension IPAddress {
    /// Where libcurl is about to connect to: the address lies at the end of the structure, as long as it says.
    fileprivate init?(_ address: UnsafeMutablePointer<curl_sockaddr>) {
        guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
        self.init(
            family: address.pointee.family, socketAddress: UnsafeRawPointer(address) + offset, length: Int(address.pointee.addrlen))
    }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> FetchTransfer? {
    context.map { Unmanaged<FetchTransfer>.fromOpaque($0).takeUnretainedValue() }
}

/// A number of bytes that is not the one that was offered ends the transfer, also when none were offered.
private func refused(_ offered: Int) -> Int { offered == 0 ? 1 : 0 }
