// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Host

@Suite("Addresses of files") struct MediaLinksTests {
    private let links = MediaLinks(keys: KeyRing([MasterKey()]), address: PublicAddress(webhookURL: "https://bot.example.com/api/webhooks/whatsapp"))

    private func parts(_ url: String) throws -> (expires: String, signature: String) {
        let query = try #require(url.split(separator: "?").last).split(separator: "&").map { $0.split(separator: "=").last.map(String.init) ?? "" }
        return (query[0], query[1])
    }

    @Test("work until their end and not a second longer")
    func expires() throws {
        let url = links.url(of: "01ABC", until: Timestamp(milliseconds: 100_000))
        #expect(url.hasPrefix("https://bot.example.com/media/01ABC?expires=100&signature="))
        let (expires, signature) = try parts(url)
        #expect(links.verdict(of: "01ABC", expires: expires, signature: signature, at: Timestamp(milliseconds: 99_999)) == .good)
        #expect(links.verdict(of: "01ABC", expires: expires, signature: signature, at: Timestamp(milliseconds: 100_000)) == .expired)
    }

    @Test("end with the key when another takes its place, and go on when the first one is made")
    func anotherKey() throws {
        let ring = KeyRing([]), now = Timestamp(milliseconds: 0)
        let links = MediaLinks(keys: ring, address: PublicAddress(webhookURL: "https://bot.example.com"))
        func verdict(_ signed: (expires: String, signature: String)) -> MediaLinks.Verdict {
            links.verdict(of: "01ABC", expires: signed.expires, signature: signed.signature, at: now)
        }
        func sign() throws -> (expires: String, signature: String) { try parts(links.url(of: "01ABC", until: Timestamp(milliseconds: 100_000))) }
        let unkeyed = try sign()
        let key = MasterKey()
        #expect(ring.replace(with: [key]) && !ring.replace(with: [key]))
        let keyed = try sign()
        #expect(verdict(unkeyed) == .good && verdict(keyed) == .good)
        #expect(ring.replace(with: [MasterKey()]))
        #expect(verdict(keyed) == .forged)
        #expect(verdict(try sign()) == .good)
    }

    @Test("are worth nothing for another file, another time, another host's key, or without their signature")
    func forged() throws {
        let now = Timestamp(milliseconds: 0)
        let (expires, signature) = try parts(links.url(of: "01ABC", until: Timestamp(milliseconds: 100_000)))
        let other = MediaLinks(keys: KeyRing([MasterKey()]), address: PublicAddress(webhookURL: "https://bot.example.com"))
        #expect(links.verdict(of: "01ABD", expires: expires, signature: signature, at: now) == .forged)
        #expect(links.verdict(of: "01ABC", expires: "101", signature: signature, at: now) == .forged)
        #expect(links.verdict(of: "01ABC", expires: expires, signature: "", at: now) == .forged)
        #expect(links.verdict(of: "01ABC", expires: expires, signature: "zz", at: now) == .forged)
        #expect(other.verdict(of: "01ABC", expires: expires, signature: signature, at: now) == .forged)
    }
}
