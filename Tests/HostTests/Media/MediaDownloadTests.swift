// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing
import WhatsApp

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
        #expect(download.refused(status: 404, nil) == .locate(id: "123"))
        #expect(download.located(["url": "https://x/new"]) == .fetch(link: "https://x/new"))
        var again = self.download(link: "https://x/old", attempts: 1)
        #expect(again.begin() == .locate(id: "123"))
    }

    @Test("a file of Twilio's has an address alone, and is tried again at it")
    func twilio() {
        var download = download(id: nil, link: "https://x/y", attempts: 3)
        #expect(download.begin() == .fetch(link: "https://x/y"))
        #expect(download.refused(status: 503, nil) == .retry(after: .seconds(120), reason: "the platform answers 503"))
        #expect(download.refused(status: 404, nil) == .fail(reason: "the platform answers 404"))
        var nothing = self.download(id: nil)
        #expect(nothing.begin() == .fail(reason: "the message names neither the file nor its address"))
    }

    @Test("what passes is tried again, later each time, and so is what an admin can repair; what never passes is over", arguments: [
        (500, nil, false), (503, 131_000, false), (429, nil, false), (401, nil, false), (403, nil, false),
        // Passing, and told with 400: an unknown problem, and the limits of app, account and number.
        (400, 1, false), (400, 2, false), (400, 4, false), (400, 80_007, false), (400, 130_429, false), (400, 131_016, false), (400, 131_048, false),
        (400, 131_057, false),
        // The token and its permissions, whatever the status.
        (401, 190, false), (400, 190, false), (403, 3, false), (403, 10, false), (400, 10, false), (403, 131_005, false), (403, 200, false),
        (403, 250, false), (403, 299, false), (403, 368, false), (400, 131_042, false),
        // Ours, unknown, and what no table knows.
        (400, 100, true), (400, 131_009, true), (400, 131_051, true), (404, 131_052, true), (400, nil, true), (400, 999_999, true), (404, nil, true),
        (410, nil, true),
    ] as [(Int, Int?, Bool)])
    func answers(status: Int, code: Int?, isOver: Bool) {
        var download = download()
        _ = download.begin()
        switch download.refused(status: status, code.map { PlatformError(code: $0, details: "why") }) {
        case .fail(let reason): #expect(isOver && reason.contains("\(status)") && (code == nil || reason.contains("why")))
        case .retry(let delay, let reason): #expect(!isOver && delay == .seconds(1) && reason.contains("\(status)"))
        case let other: Issue.record("\(other)")
        }
    }

    @Test("a file that is not there, or that the token may not see, is tried again: Meta does not tell the two apart (100, subcode 33)")
    func unseen() throws {
        var download = download()
        _ = download.begin()
        let answer: JSON = ["error": ["code": 100, "error_subcode": 33, "message": "Unsupported get request."]]
        guard case .retry(_, let reason) = download.refused(status: 400, PlatformError(answer: answer)) else {
            return #expect(Bool(false), "it is over")
        }
        #expect(reason == "the platform answers 400 (100): Unsupported get request.")
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
