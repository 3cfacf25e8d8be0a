// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Foundation
internal import Store
internal import WhatsApp

/// How one file is fetched: what to ask next, and what an answer means. A value without clock or network.
///
/// Meta gives an address that works for 5 minutes, to whoever asks with the file's id, for 7 days (Meta, "Media"). A webhook may
/// have the address already. Twilio's webhook has an address and no id.
struct MediaDownload: Sendable {
    enum Action: Hashable, Sendable {
        /// Ask the platform where the file is.
        case locate(id: String)
        case fetch(link: String)
        /// It is here, as `file`.
        case keep(file: String, bytes: Int)
        case retry(after: Duration, reason: String)
        case fail(reason: String)
    }

    private(set) var media: StoredMedia
    private let largest: Int
    /// The address came from the platform in this attempt.
    private var isLocated = false

    /// Meta forgets a file 7 days after its message.
    static let longestTrying = Duration.seconds(7 * 86_400)
    /// A file that never has the SHA-256 that was announced is not worth more.
    private static let mostMismatches = 3
    private static let delays: [Int64] = [1, 5, 30, 120, 600, 3_600]

    init(_ media: StoredMedia, largest: Int) {
        self.media = media
        self.largest = largest
    }

    /// Begins an attempt.
    mutating func begin() -> Action {
        isLocated = false
        // The address of the webhook is tried once: it is as old as the message.
        if let link = media.link, media.attempts == 0 || media.platformID == nil { return .fetch(link: link) }
        guard let id = media.platformID else { return .fail(reason: "the message names neither the file nor its address") }
        return .locate(id: id)
    }

    /// The platform said where the file is: `{"url", "mime_type", "sha256", "file_size"}`.
    mutating func located(_ answer: JSON) -> Action {
        guard let url = answer["url"]?.text, !url.isEmpty else { return later("the platform does not say where the file is") }
        if let size = answer["file_size"].flatMap(Self.integer), size > largest { return tooLarge(size) }
        if let mime = answer["mime_type"]?.text { media.mime = mime }
        if media.sha256 == nil { media.sha256 = Self.hexadecimal(answer["sha256"]?.text) }
        isLocated = true
        return .fetch(link: url)
    }

    /// The platform did not give the file, or did not say where it is. What passes by itself or once somebody has seen to it, such as a
    /// limit or a permission, is tried again; only what never passes is over (``ErrorPolicy``).
    /// - Parameter error: What it says; nil where it says nothing that can be read.
    mutating func refused(status: Int, _ error: PlatformError?) -> Action {
        let details = error?.details ?? error?.message
        let words = "the platform answers \(status)" + (error.map { " (\($0.code))" } ?? "") + (details.map { ": " + $0 } ?? "")
        if error == nil, [401, 403, 404, 410].contains(status) {
            // The address has expired: the platform gives another.
            if !isLocated, media.link != nil, let id = media.platformID, media.attempts == 0 {
                isLocated = true
                return .locate(id: id)
            }
            if isLocated { return later(words) }
        }
        return ErrorPolicy.action(for: error, status: status).mayPass ? later(words) : .fail(reason: words)
    }

    mutating func failed(_ error: FetchError) -> Action {
        switch error.code {
        case .tooLarge: tooLarge(nil)
        case .invalidRequest, .forbidden, .badRedirect, .notGranted: .fail(reason: error.message)
        default: later(error.message)
        }
    }

    /// All of it arrived.
    mutating func arrived(_ content: FetchOutput.Content) -> Action {
        let file = Hexadecimal.text(content.sha256)
        if let expected = media.sha256, expected != file {
            let reason = "what arrived is not the file that was announced: its SHA-256 is \(file), not \(expected)"
            return media.attempts + 1 >= Self.mostMismatches ? .fail(reason: reason) : later(reason)
        }
        guard content.bytes > 0 else { return later("the file is empty") }
        return .keep(file: file, bytes: content.bytes)
    }

    /// Something on our side keeps it from being fetched: the disk, or a number that is not there.
    mutating func unkept(_ reason: String) -> Action { later(reason) }

    private func later(_ reason: String) -> Action {
        .retry(after: .seconds(Self.delays[min(media.attempts, Self.delays.count - 1)]), reason: reason)
    }

    private func tooLarge(_ size: Int?) -> Action {
        .fail(reason: "the file is too large: " + (size.map { "it has \($0) bytes, and " } ?? "") + "\(largest) are allowed ([media] largest)")
    }

    private static func integer(_ json: JSON) -> Int? { json.int.map(Int.init) ?? json.text.flatMap { Int($0) } }

    /// A SHA-256 in hexadecimal, of which Meta's webhooks have base64 and its answers hexadecimal digits; nil where it is neither.
    static func hexadecimal(_ text: String?) -> String? {
        guard let text else { return nil }
        if text.utf8.count == 64, let bytes = Hexadecimal.bytes(text.utf8) { return Hexadecimal.text(bytes) }
        guard let bytes = Data(base64Encoded: text), bytes.count == 32 else { return nil }
        return Hexadecimal.text(bytes)
    }
}
