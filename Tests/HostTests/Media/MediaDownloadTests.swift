// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core

import Store
import Testing

@testable import Fetch
@testable import Host

@Suite("How a file is fetched") struct MediaDownloadTests {
    private let hash = String(repeating: "ab", count: 32)

    private func download(
        id: String? = "123", link: String? = nil, sha256: String? = nil, attempts: Int = 0, largest: Int = 1_000
    ) -> MediaDownload {
        MediaDownload(
            StoredMedia(
                id: UpdateID(stored: "01"), number: "1", kind: "image", platformID: id, link: link, mime: "image/jpeg", sha256: sha256,
                filename: nil, attempts: attempts, createdAt: Timestamp(milliseconds: 0)),
            largest: largest)
    }

    private func content(_ byte: UInt8, bytes: Int = 10) -> FetchOutput.Content {
        FetchOutput.Content(sha256: [UInt8](repeating: byte, count: 32), bytes: bytes)
    }

    @Test("the platform is asked where the file is, and then for the file")
    func locates() {
        var download = download()
        #expect(download.begin() == .locate(id: "123"))
        #expect(download.located(["url": "https://x/y", "mime_type": "image/png", "file_size": 1_000]) == .fetch(link: "https://x/y"))
        #expect(download.media.mime == "image/png")
        #expect(download.arrived(content(0xab)) == .keep(file: hash, bytes: 10))
    }

    @Test("the address of a webhook is tried first; when it has expired, the platform gives another (404: ask for a new URL)")
    func expired() {
        var download = download(link: "https://x/old")
        #expect(download.begin() == .fetch(link: "https://x/old"))
        #expect(download.refused(status: 404, code: nil, details: nil) == .locate(id: "123"))
        #expect(download.located(["url": "https://x/new"]) == .fetch(link: "https://x/new"))
        var again = self.download(link: "https://x/old", attempts: 1)
        #expect(again.begin() == .locate(id: "123"))
    }

    @Test("a file of Twilio's has an address alone, and is tried again at it")
    func twilio() {
        var download = download(id: nil, link: "https://x/y", attempts: 3)
        #expect(download.begin() == .fetch(link: "https://x/y"))
        #expect(download.refused(status: 503, code: nil, details: nil) == .retry(after: .seconds(120), reason: "the platform answers 503"))
        #expect(download.refused(status: 404, code: nil, details: nil) == .fail(reason: "the platform answers 404"))
        var nothing = self.download(id: nil)
        #expect(nothing.begin() == .fail(reason: "the message names neither the file nor its address"))
    }

    @Test("what passes is tried again, later each time; what does not is over", arguments: [
        (500, nil, false), (503, 131000, false), (429, nil, false), (401, 190, false), (400, 190, false), (400, 100, true), (403, nil, true),
    ] as [(Int, Int?, Bool)])
    func answers(status: Int, code: Int?, isOver: Bool) {
        var download = download()
        _ = download.begin()
        switch download.refused(status: status, code: code, details: "why") {
        case .fail(let reason): #expect(isOver && reason.contains("why"))
        case .retry(let delay, let reason): #expect(!isOver && delay == .seconds(1) && reason.contains("\(status)"))
        case let other: Issue.record("\(other)")
        }
    }

    @Test("the SHA-256 of webhooks is base64, that of answers hexadecimal, and both are compared with what arrived")
    func hashes() {
        #expect(MediaDownload.hexadecimal("q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=") == hash)
        #expect(MediaDownload.hexadecimal(hash.uppercased()) == hash)
        #expect(MediaDownload.hexadecimal("something else") == nil && MediaDownload.hexadecimal(nil) == nil)
        var good = download(sha256: hash)
        #expect(good.arrived(content(0xab)) == .keep(file: hash, bytes: 10))
        var bad = download(sha256: hash)
        guard case .retry = bad.arrived(content(0xac)) else { return #expect(Bool(false), "taken") }
        var worse = download(sha256: hash, attempts: 2)
        guard case .fail(let reason) = worse.arrived(content(0xac)) else { return #expect(Bool(false), "taken") }
        #expect(reason.contains(hash))
    }

    @Test("a file that is too large is refused with the limit, before it is fetched where its size is told")
    func tooLarge() {
        var told = download()
        guard case .fail(let reason) = told.located(["url": "https://x/y", "file_size": "1001"]) else { return #expect(Bool(false), "taken") }
        #expect(reason.contains("1001") && reason.contains("1000"))
        var untold = download()
        guard case .fail = untold.failed(FetchError(code: .tooLarge, message: "", requestWasWritten: true)) else { return #expect(Bool(false)) }
    }

    @Test("an empty file, and an answer that names no address, are tried again")
    func empty() {
        var download = download()
        guard case .retry = download.arrived(content(1, bytes: 0)) else { return #expect(Bool(false), "taken") }
        guard case .retry = download.located(["url": ""]) else { return #expect(Bool(false), "taken") }
    }
}
