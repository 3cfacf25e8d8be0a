// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Testing

@Suite("How often an address may ask over HTTP")
struct AddressLimiterTests {
    private static let start = Timestamp(milliseconds: 1_767_603_600_000)

    private static func limiter(addresses: Int = 8_192) -> AddressLimiter {
        var rules = AddressLimiter.Rules(perMinute: 60, burst: 100)
        rules.addresses = addresses
        return AddressLimiter(rules)
    }

    private static func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    @Test("so many at once and so many a minute pass; who is over that hears when to ask again, and an admin hears of it once in each go")
    func ordinary() throws {
        var limiter = Self.limiter()
        let address = try Self.address("203.0.113.7")
        for _ in 0..<100 { #expect(limiter.ask(address, at: Self.start) == .passes) }
        #expect(limiter.ask(address, at: Self.start) == .limited(.seconds(1), tells: true))
        for _ in 0..<1_000 { #expect(limiter.ask(address, at: Self.start) == .limited(.seconds(1), tells: false)) }
        #expect(limiter.ask(address, at: Self.start + .milliseconds(400)) == .limited(.milliseconds(600), tells: false))
        // Asking on costs nothing.
        #expect(limiter.ask(address, at: Self.start + .seconds(1)) == .passes)
        #expect(limiter.ask(address, at: Self.start + .seconds(1)) == .limited(.seconds(1), tells: false))
        #expect(limiter.ask(try Self.address("203.0.113.8"), at: Self.start) == .passes)
        let later = Self.start + .seconds(200)
        for _ in 0..<100 { #expect(limiter.ask(address, at: later) == .passes) }
        #expect(limiter.ask(address, at: later) == .limited(.seconds(1), tells: true))
    }

    @Test("what is refused weighs twenty times as much: five at once, then three a minute")
    func refused() throws {
        var limiter = Self.limiter()
        let address = try Self.address("203.0.113.7")
        for _ in 0..<5 { #expect(limiter.refuse(address, at: Self.start) == .passes) }
        #expect(limiter.refuse(address, at: Self.start) == .limited(.seconds(1), tells: true))
        var passed = 0
        for second in 1...600 where limiter.refuse(address, at: Self.start + .seconds(Int64(second))) == .passes { passed += 1 }
        #expect((30...31).contains(passed), "\(passed)")
    }

    @Test("a request that passed and turned out to be refused weighs as much as one that was refused at once")
    func charged() throws {
        var (one, other) = (Self.limiter(), Self.limiter())
        let address = try Self.address("203.0.113.7")
        for _ in 0..<5 {
            #expect(one.ask(address, at: Self.start) == .passes)
            one.charge(address, at: Self.start)
            #expect(other.refuse(address, at: Self.start) == .passes)
        }
        #expect(one.ask(address, at: Self.start) == other.ask(address, at: Self.start))
        #expect(one.ask(address, at: Self.start) == .limited(.seconds(1), tells: false))
    }

    @Test("the IPv6 addresses of one customer share a bucket")
    func network() throws {
        var limiter = Self.limiter()
        for index in 0..<100 { #expect(limiter.ask(try Self.address("2001:db8:1:2::\(index)"), at: Self.start) == .passes) }
        #expect(limiter.ask(try Self.address("2001:db8:1:2:ffff::1"), at: Self.start) == .limited(.seconds(1), tells: true))
        #expect(limiter.ask(try Self.address("2001:db8:1:3::1"), at: Self.start) == .passes)
    }

    @Test("a hundred thousand addresses take no more memory than the first few, and whoever keeps asking is not forgotten among them")
    func memory() throws {
        var limiter = Self.limiter(addresses: 1_000)
        let busy = try Self.address("203.0.113.7")
        for _ in 0..<100 { _ = limiter.ask(busy, at: Self.start) }
        for index in 0..<100_000 {
            let other = try Self.address("10.\(index >> 16).\(index >> 8 & 255).\(index & 255)")
            _ = limiter.ask(other, at: Self.start)
            if index % 400 == 0 { #expect(limiter.ask(busy, at: Self.start) != .passes) }
        }
        #expect(limiter.count <= 1_000)
    }

    @Test("an attack from very many addresses makes few notes of it")
    func tellings() throws {
        var limiter = Self.limiter()
        var told = 0
        for index in 0..<200 {
            let address = try Self.address("10.0.0.\(index)")
            for _ in 0..<101 where limiter.ask(address, at: Self.start) == .limited(.seconds(1), tells: true) { told += 1 }
        }
        #expect(told == 20)
    }
}
