// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Language
import Store
import Testing
import WhatsApp

@testable import Host

@Suite("The governor")
struct GovernorTests {
    private static let start = Timestamp(milliseconds: 1_767_603_600_000)
    private static let amina = ContactID(stored: "amina")
    private static let day = Duration.seconds(86_400)

    private func governor(
        throughput: Int? = nil, pair: PairDebt.Rule? = PairDebt.Rule(interval: .seconds(6), burst: 45), messagingLimit: Int? = nil,
        connections: Int = 1_000
    ) -> Governor {
        Governor(
            GovernorRules(
                numbers: [
                    "a": GovernorRules.Number(
                        throughput: throughput, portfolio: "shop", account: "one", token: Secret("token one"), app: Secret("app")),
                    "b": GovernorRules.Number(throughput: throughput, portfolio: "shop"),
                    "same account": GovernorRules.Number(portfolio: "", account: "one", token: Secret("token two"), app: Secret("other app")),
                    "same token": GovernorRules.Number(portfolio: "", account: "two", token: Secret("token one"), app: Secret("other app")),
                    "same app": GovernorRules.Number(portfolio: "", account: "two", token: Secret("token two"), app: Secret("app")),
                ], pair: pair, messagingLimit: messagingLimit, quietHours: nil, mostInFlight: connections))
    }

    private func head(
        _ id: String = "m", to contact: ContactID = amina, _ number: String = "a", _ priority: OutgoingMessage.Priority = .reply,
        marketing: Bool = false, template: String? = nil, outside: Bool = false, isMessage: Bool = true
    ) -> GovernorHead {
        GovernorHead(
            id: OutgoingID(stored: id), number: number, contact: contact, priority: priority, isMessage: isMessage,
            isMarketing: marketing, template: template.map { TemplateKey(name: $0, language: "en_US") }, isOutsideWindow: outside)
    }

    private func refusal(_ code: Int, _ action: SendAction, template: String? = nil, wait: Duration = .zero) -> Governor.Refusal {
        Governor.Refusal(
            number: "a", contact: Self.amina, template: template.map { TemplateKey(name: $0, language: "en_US") }, error: PlatformError(code: code), action: action, wait: wait)
    }

    @Test("45 messages to one person go at once, and the next one 6 seconds later; after a burst of 20 the debt takes 2 minutes")
    func pairBurst() {
        var governor = governor()
        for index in 0..<45 { #expect(governor.ask(head("\(index)"), at: Self.start) == .go) }
        #expect(governor.ask(head("46"), at: Self.start) == .later(Self.start + .seconds(6), .pairRate))
        #expect(governor.ask(head("46"), at: Self.start + .milliseconds(5_999)) == .later(Self.start + .seconds(6), .pairRate))
        #expect(governor.ask(head("46"), at: Self.start + .seconds(6)) == .go)
        var other = self.governor()
        for index in 0..<20 { _ = other.ask(head("\(index)"), at: Self.start) }
        // A campaign waits until nothing is owed.
        let campaign = head("c", to: Self.amina, "a", .campaign)
        #expect(other.ask(campaign, at: Self.start + .seconds(60)) == .later(Self.start + .seconds(120), .pairRate))
        #expect(other.ask(campaign, at: Self.start + .seconds(120)) == .go)
    }

    @Test("other people and other numbers owe nothing for a burst")
    func pairsAreApart() {
        var governor = governor()
        for index in 0..<45 { _ = governor.ask(head("\(index)"), at: Self.start) }
        #expect(governor.ask(head("x", to: ContactID(stored: "omar")), at: Self.start) == .go)
        #expect(governor.ask(head("y", to: Self.amina, "b"), at: Self.start) == .go)
    }

    @Test("after 131056 this person alone waits")
    func pairRefused() {
        var governor = governor()
        let isNews = governor.learn(refusal(131_056, .retryPairRate, wait: .seconds(16)), at: Self.start)
        #expect(!isNews)
        #expect(governor.ask(head("1"), at: Self.start) == .later(Self.start + .seconds(16), .pairRate))
        #expect(governor.ask(head("2", to: ContactID(stored: "omar")), at: Self.start) == .go)
        #expect(governor.ask(head("1"), at: Self.start + .seconds(16)) == .go)
    }

    @Test("what a number receives counts for its throughput, and is owed for a second at most")
    func inbound() {
        var governor = governor(throughput: 80, pair: nil)
        governor.received(500, on: "a", at: Self.start)
        #expect(governor.ask(head(), at: Self.start) == .queued)
        let early = governor.release(at: Self.start + .milliseconds(900)).decided
        #expect(early.isEmpty)
        let due = governor.release(at: Self.start + .milliseconds(1_100)).decided
        #expect(due.map(\.1) == [.go])
    }

    @Test("130429 halves the number's rate, once for all that fail together, and it comes back little by little")
    func slowed() {
        var governor = governor(throughput: 80, pair: nil)
        for _ in 0..<5 { _ = governor.learn(refusal(130_429, .slowNumber), at: Self.start) }
        #expect(governor.portion(of: "a") == 0.5)
        #expect(governor.portion(of: "b") == 1)
        _ = governor.learn(refusal(130_429, .slowNumber), at: Self.start + .milliseconds(1_500))
        #expect(governor.portion(of: "a") < 0.28)
        var sent = 0
        for second in 2..<60 {
            for _ in 0..<100 where governor.ask(head(), at: Self.start + .seconds(Int64(second))) == .go { sent += 1 }
            _ = governor.drain()
        }
        #expect(governor.portion(of: "a") == 1)
        #expect(sent > 0)
    }

    @Test(
        "maintenance holds the number, limits of an account or app all numbers of it, a token that does not work all that use it",
        arguments: [
            (131_057, SendAction.holdNumber, []), (80_007, .pauseAccount, ["same account"]), (4, .pauseAccount, ["same app"]),
            (190, .stopAccount, ["same token"]), (131_031, .stopAccount, ["same account"]), (131_042, .stopAccount, ["same account"]),
            (133_010, .stopAccount, []), (100, .stopAccount, []),
        ] as [(Int, SendAction, [String])])
    func held(code: Int, action: SendAction, others: [String]) {
        var governor = governor()
        let isNews = governor.learn(refusal(code, action, wait: .seconds(60)), at: Self.start)
        #expect(isNews)
        // The rest of what was under way is no news.
        let isNewsAgain = governor.learn(refusal(code, action, wait: .seconds(60)), at: Self.start + .milliseconds(5))
        #expect(!isNewsAgain)
        guard case .later(let until, .number(let reason)) = governor.ask(head(), at: Self.start) else {
            Issue.record("it is not held")
            return
        }
        #expect(until == Self.start + .milliseconds(60_005))
        #expect(reason.contains("\(code)"))
        for number in ["b", "same account", "same token", "same app"] {
            let decision = governor.ask(head(number, to: Self.amina, number), at: Self.start)
            if others.contains(number) { #expect(decision == .later(until, .number(reason))) } else { #expect(decision == .go) }
        }
        #expect(governor.ask(head(), at: until) == .go)
        for number in others { #expect(governor.ask(head(number, to: Self.amina, number), at: until) == .go) }
    }

    @Test("what stops a number is over once it has another token")
    func anotherToken() {
        var governor = governor()
        _ = governor.learn(refusal(190, .stopAccount, wait: .seconds(600)), at: Self.start)
        #expect(governor.ask(head(), at: Self.start) != .go)
        governor.adopt(["a": GovernorRules.Number(portfolio: "shop", account: "one", token: Secret("a new token"), app: Secret("app"))])
        #expect(governor.ask(head(), at: Self.start) == .go)
    }

    @Test("a closed account holds everything until it is opened, whatever held it before; a restricted one only what the business begins, until its end")
    func account() {
        var governor = governor()
        let closed = AccountHold(reason: "deleted", sparesReplies: false)
        _ = governor.learn(refusal(131_031, .stopAccount, wait: .seconds(7_200)), at: Self.start)
        governor.learn(block: closed, of: "a")
        let late = Self.start + .seconds(7_200)
        // It is asked about every hour, as it may be opened at any time.
        #expect(governor.ask(head(), at: late) == .later(late + .seconds(3_600), .account("deleted")))
        #expect(governor.ask(head(isMessage: false), at: late) != .go)
        #expect(governor.isHeld("a", at: late + Self.day))
        #expect(governor.ask(head("b", to: Self.amina, "b"), at: late) == .go)
        governor.learn(block: nil, of: "a")
        #expect(governor.ask(head(), at: Self.start) == .go)
        let end = Self.start + .seconds(1_800)
        governor.learn(restriction: AccountHold(until: end, reason: "spam", sparesReplies: true), of: "a")
        #expect(governor.ask(head(), at: Self.start) == .go)
        for begun in [head("c", to: Self.amina, "a", .campaign), head("t", template: "t", outside: true)] {
            #expect(governor.ask(begun, at: Self.start) == .later(end, .account("spam")))
        }
        governor.learn(restriction: AccountHold(until: end, reason: "spam", sparesReplies: false), of: "a")
        #expect(governor.ask(head(), at: Self.start) == .later(end, .account("spam")))
        #expect(governor.ask(head(), at: end) == .go)
    }

    @Test("131048 stops campaigns of the number for a day, and replies go on")
    func campaignsStopped() {
        var governor = governor()
        let isNews = governor.learn(refusal(131_048, .stopCampaigns), at: Self.start)
        #expect(isNews)
        #expect(governor.ask(head(), at: Self.start) == .go)
        guard case .later(let until, .campaigns) = governor.ask(head("c", to: Self.amina, "a", .campaign), at: Self.start) else {
            Issue.record("campaigns go on")
            return
        }
        #expect(until == Self.start + Self.day)
    }

    @Test("131049 keeps marketing from a person for 24 hours, twice as long the next time, and nothing else from anybody")
    func marketing() {
        var governor = governor()
        var entry = MarketingMemory.Entry.after(nil, at: Self.start)
        #expect(entry == MarketingMemory.Entry(refusals: 1, until: Self.start + Self.day))
        governor.remember(entry, of: Self.amina)
        let offer = head("o", to: Self.amina, "a", .campaign, marketing: true)
        #expect(governor.ask(offer, at: Self.start) == .later(Self.start + Self.day, .marketing(refusals: 1)))
        #expect(governor.ask(head("r"), at: Self.start) == .go)
        #expect(governor.ask(head("x", to: ContactID(stored: "omar"), "a", .campaign, marketing: true), at: Self.start) == .go)
        #expect(governor.ask(offer, at: Self.start + Self.day) == .go)
        entry = MarketingMemory.Entry.after(entry, at: Self.start + Self.day)
        #expect(entry == MarketingMemory.Entry(refusals: 2, until: Self.start + Self.day * 3))
        entry = MarketingMemory.Entry.after(entry, at: entry.until + Self.day * 31)
        #expect(entry.refusals == 1)
    }

    @Test("what either of two contacts owes, or has had, counts for the one that they became")
    func merged() {
        var governor = governor(messagingLimit: 1)
        let loser = ContactID(stored: "loser")
        for index in 0..<45 { #expect(governor.ask(head("\(index)", to: loser, outside: true), at: Self.start) == .go) }
        governor.remember(MarketingMemory.Entry(refusals: 2, until: Self.start + Self.day * 2), of: loser)
        governor.remember(MarketingMemory.Entry(refusals: 1, until: Self.start + Self.day), of: Self.amina)
        governor.merge(loser, into: Self.amina)
        #expect(governor.ask(head("x"), at: Self.start) == .later(Self.start + .seconds(6), .pairRate))
        #expect(governor.marketing(of: Self.amina) == MarketingMemory.Entry(refusals: 2, until: Self.start + Self.day * 2))
        #expect(governor.marketing(of: loser) == nil)
        // The one place of the portfolio is theirs, for as long as it was the loser's.
        #expect(governor.ask(head("y", outside: true), at: Self.start + .seconds(6)) == .go)
        guard case .later = governor.ask(head("z", to: ContactID(stored: "omar"), outside: true), at: Self.start + .seconds(7)) else {
            Issue.record("somebody else has the place")
            return
        }
    }

    @Test("a template's quality is learned under the field of statuses too, where Meta's page has it")
    func misfiled() {
        let value: JSON = ["message_template_name": "offer", "message_template_language": "en-US", "new_quality_score": "RED"]
        let expected = LimitNotice.Kind.quality(TemplateKey(name: "offer", language: "en_US"), .lowQuality)
        for field in ["message_template_quality_update", "message_template_status_update"] {
            #expect(LimitNotice(field: field, value)?.kind == expected, "\(field)")
        }
    }

    @Test("a paused template waits, a disabled one is refused, and one of low quality is kept from campaigns")
    func templates() {
        var governor = governor(pair: nil)
        let offer = head("t", template: "offer")
        _ = governor.learn(refusal(132_015, .restTemplate, template: "offer"), at: Self.start)
        guard case .later(let until, .template) = governor.ask(offer, at: Self.start) else {
            Issue.record("a paused template goes")
            return
        }
        #expect(governor.ask(offer, at: until) == .go)
        let key = TemplateKey(name: "offer", language: "en-US")
        governor.learn(quality: .lowQuality, of: key, "a")
        // A better quality does not end a pause, nor the status a low quality.
        governor.learn(quality: nil, of: key, "a")
        guard case .later = governor.ask(offer, at: Self.start) else {
            Issue.record("a quality ends a pause")
            return
        }
        governor.learn(status: nil, of: key, "a")
        governor.learn(quality: .lowQuality, of: key, "a")
        #expect(governor.ask(offer, at: Self.start) == .go)
        guard case .later = governor.ask(head("c", to: Self.amina, "a", .campaign, template: "offer"), at: Self.start) else {
            Issue.record("a campaign uses a template of low quality")
            return
        }
        _ = governor.learn(refusal(132_016, .retireTemplate, template: "offer"), at: Self.start)
        guard case .refused(let reason) = governor.ask(offer, at: Self.start) else {
            Issue.record("a disabled template goes")
            return
        }
        #expect(reason.contains("offer") && reason.contains("132016"))
        // Another language, and another number, have templates of their own.
        var other = offer
        other.template?.language = "ar"
        #expect(governor.ask(other, at: Self.start) == .go)
        other = offer
        other.number = "b"
        #expect(governor.ask(other, at: Self.start) == .go)
        governor.learn(quality: nil, of: key, "a")
        governor.learn(status: .disabled("is deleted"), of: TemplateKey(name: "offer"), "a")
        governor.learn(status: nil, of: key, "a")
        #expect(governor.ask(offer, at: Self.start) == .refused("the template offer is deleted: replace it"))
        governor.learn(status: nil, of: TemplateKey(name: "offer"), "a")
        #expect(governor.ask(offer, at: Self.start) == .go)
    }

    @Test("the portfolio's people are counted over all numbers, each once, and only outside their windows")
    func portfolio() {
        var governor = governor(pair: nil, messagingLimit: 2)
        func ask(_ name: String, _ number: String = "a", outside: Bool = true, at time: Timestamp = Self.start) -> GovernorDecision {
            governor.ask(head(name, to: ContactID(stored: name), number, .notification, template: "t", outside: outside), at: time)
        }
        #expect(ask("one") == .go)
        #expect(ask("two", "b", at: Self.start + .seconds(1)) == .go)
        #expect(ask("one", "b") == .go)
        #expect(ask("three", outside: false) == .go)
        guard case .later(_, .messagingLimit(2)) = ask("three", at: Self.start + .seconds(2)) else {
            Issue.record("a third person is written to")
            return
        }
        // Who asked first has the first place that becomes free, and nobody takes it while they ask again as they are told.
        for hour in 1..<24 {
            guard case .later = ask("three", at: Self.start + .seconds(Int64(hour) * 3_600)) else {
                Issue.record("a place is free in hour \(hour)")
                return
            }
        }
        guard case .later = ask("four", at: Self.start + Self.day) else {
            Issue.record("a place was taken")
            return
        }
        #expect(ask("three", at: Self.start + Self.day) == .go)
        // The platform raises the limit.
        governor.learn(messagingLimit: 2_000, of: "b")
        #expect(ask("four", at: Self.start + Self.day) == .go)
    }

    @Test("people are counted while no limit is known, and a limit that is told later, or falls, holds for them")
    func unknownLimit() {
        var governor = governor(pair: nil)
        func ask(_ name: String, at time: Timestamp) -> GovernorDecision {
            governor.ask(head(name, to: ContactID(stored: name), "a", .notification, template: "t", outside: true), at: time)
        }
        governor.restore(ContactID(stored: "earlier"), ofPortfolio: "shop", sentAt: Self.start)
        for second in 1..<3 { #expect(ask("\(second)", at: Self.start + .seconds(Int64(second))) == .go) }
        governor.learn(messagingLimit: 2, of: "a")
        #expect(ask("1", at: Self.start + .seconds(10)) == .go)
        guard case .later(_, .messagingLimit(2)) = ask("new", at: Self.start + .seconds(10)) else {
            Issue.record("a fourth person is written to")
            return
        }
        // The first place that anybody gets is that of the second: three people have two places.
        guard case .later = ask("new", at: Self.start + Self.day) else {
            Issue.record("a third person is written to")
            return
        }
        #expect(ask("new", at: Self.start + Self.day + .seconds(2)) == .go)
    }

    @Test("after a restart it still knows debts and people")
    func restored() {
        var governor = governor(messagingLimit: 1)
        for _ in 0..<45 { governor.restore(Self.amina, of: "a", sentAt: Self.start) }
        governor.restore(ContactID(stored: "omar"), ofPortfolio: "shop", sentAt: Self.start)
        #expect(governor.ask(head(), at: Self.start + .seconds(1)) == .later(Self.start + .seconds(6), .pairRate))
        guard case .later(_, .messagingLimit(1)) = governor.ask(
            head("x", to: ContactID(stored: "sara"), "b", outside: true), at: Self.start + .seconds(1))
        else {
            Issue.record("the portfolio has forgotten somebody")
            return
        }
    }

    @Test("a typing indicator is no message: it owes nothing, and only a held number keeps it")
    func typing() {
        var governor = governor(throughput: 1)
        for index in 0..<100 { #expect(governor.ask(head("\(index)", isMessage: false), at: Self.start) == .go) }
        #expect(governor.ask(head("m"), at: Self.start) == .go)
    }

    @Test("no more requests are under way than there are connections, and replies get them first")
    func connections() {
        var governor = governor(pair: nil, connections: 2)
        func campaign(_ name: String) -> GovernorHead { head(name, to: ContactID(stored: name), "a", .campaign) }
        #expect(governor.ask(campaign("1"), at: Self.start) == .go)
        #expect(governor.ask(campaign("2"), at: Self.start) == .go)
        #expect(governor.ask(campaign("3"), at: Self.start) == .queued)
        #expect(governor.ask(head("r"), at: Self.start) == .queued)
        #expect(governor.ask(head("n", to: ContactID(stored: "n"), "b", .notification), at: Self.start) == .queued)
        let none = governor.release(at: Self.start).decided
        #expect(none.isEmpty)
        governor.finished()
        let first = governor.release(at: Self.start).decided
        #expect(first.map(\.0.id.text) == ["r"])
        governor.finished()
        governor.finished()
        let rest = governor.release(at: Self.start).decided
        #expect(Set(rest.map(\.0.id.text)) == ["3", "n"])
    }

    @Test("quiet hours end by the business's clock, over midnight and over a change of the clocks")
    func quietHours() throws {
        let berlin = try #require(CivilTime(identifier: "Europe/Berlin"))
        var quiet = QuietHours(Configuration.Limits.QuietHours(from: 21 * 60, to: 8 * 60), civil: berlin)
        func time(_ day: Int, _ month: Int, _ hour: Int, _ minute: Int = 0) throws -> Timestamp {
            try #require(berlin.timestamp(of: CivilTime.Moment(year: 2026, month: month, day: day, hour: hour, minute: minute)))
        }
        #expect(quiet.end(at: try time(5, 1, 20, 59)) == nil)
        #expect(quiet.end(at: try time(5, 1, 21)) == (try time(6, 1, 8)))
        #expect(quiet.end(at: try time(6, 1, 7, 59)) == (try time(6, 1, 8)))
        #expect(quiet.end(at: try time(6, 1, 8)) == nil)
        // On 29 March the hour from two to three does not exist.
        #expect(quiet.end(at: try time(28, 3, 22)) == (try time(29, 3, 8)))
    }

    @Test(
        "limits are read as Meta writes them",
        arguments: [
            ("TIER_250", 250), ("TIER_2K", 2_000), ("TIER_10K", 10_000), ("TIER_100K", 100_000), ("TIER_UNLIMITED", nil), (2_000, 2_000),
            (-1, nil),
        ] as [(JSON, Int?)])
    func tiers(json: JSON, limit: Int?) {
        let notice = LimitNotice(field: "business_capability_update", ["max_daily_conversations_per_business": json])
        #expect(notice?.kind == .messagingLimit(limit))
    }

    @Test("one update of a number can tell its throughput and the limit of its portfolio; in an upgrade, unlimited is the throughput alone")
    func quality() {
        func kinds(_ value: JSON) -> [LimitNotice.Kind] { LimitNotice.all("phone_number_quality_update", value).map(\.kind) }
        #expect(kinds(["event": "DOWNGRADE", "max_daily_conversations_per_business": "TIER_250"]) == [.messagingLimit(250)])
        #expect(kinds(["event": "UPGRADE", "old_limit": "TIER_250", "current_limit": "TIER_2K"]) == [.messagingLimit(2_000)])
        #expect(kinds(["event": "UPGRADE", "current_limit": "TIER_UNLIMITED"]) == [.messagingLimit(nil)])
        #expect(kinds(["event": "THROUGHPUT_UPGRADE", "current_limit": "TIER_UNLIMITED"]) == [.throughput(1_000)])
        #expect(
            kinds(["event": "THROUGHPUT_UPGRADE", "current_limit": "TIER_UNLIMITED", "max_daily_conversations_per_business": "TIER_2K"])
                == [.throughput(1_000), .messagingLimit(2_000)])
        #expect(kinds(["event": "ONBOARDING", "current_limit": "TIER_NOT_SET"]) == [])
    }

    @Test("a limit that makes no sense is no limit", arguments: ["TIER_NOT_SET", "many", 0, -7, true] as [JSON])
    func wrongTiers(json: JSON) {
        #expect(LimitNotice(field: "business_capability_update", ["max_daily_conversations_per_business": json]) == nil)
    }

    @Test(
        "a status of a template is told to the governor as Meta's documentation has it",
        arguments: [
            ("APPROVED", nil), ("REINSTATED", nil), ("UNARCHIVED", nil), ("UNLOCKED", nil), ("FLAGGED", .lowQuality), ("PAUSED", .paused(until: nil)),
            ("PENDING", .waiting("is in review by Meta")), ("IN_APPEAL", .waiting("is being appealed for")), ("LOCKED", .waiting("is locked by Meta")),
            ("LIMIT_EXCEEDED", .disabled("is one more than its account may have")), ("DISABLED", .disabled("is disabled by Meta")),
            ("PENDING_DELETION", .disabled("is about to be deleted")), ("DELETED", .disabled("is deleted")), ("REJECTED", .disabled("is rejected")),
            ("ARCHIVED", .disabled("is archived")),
        ] as [(String, TemplateStanding?)])
    func templateStatuses(event: String, standing: TemplateStanding?) {
        let value: JSON = ["event": .string(event), "message_template_name": "offer", "message_template_language": "en_US", "reason": "NONE"]
        #expect(
            LimitNotice(field: "message_template_status_update", value)?.kind == .template(TemplateKey(name: "offer", language: "en_US"), standing))
        var governor = governor(pair: nil)
        governor.learn(status: standing, of: TemplateKey(name: "offer", language: "en_US"), "a")
        switch (standing, governor.ask(head("t", template: "offer"), at: Self.start)) {
        case (nil, .go), (.lowQuality?, .go), (.disabled?, .refused): break
        case (.paused?, .later(let time, _)), (.waiting?, .later(let time, _)): #expect(time == Self.start + .seconds(3_600))
        case (_, let decision): Issue.record("\(event): \(decision)")
        }
    }

    @Test("a status that is not known says nothing")
    func unknownTemplateStatus() {
        #expect(LimitNotice(field: "message_template_status_update", ["event": "SHINY", "message_template_name": "offer"]) == nil)
    }
}
