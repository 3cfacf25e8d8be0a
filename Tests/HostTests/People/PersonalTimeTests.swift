// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Store
import Testing

@testable import Host

@Suite("Each person has a time and a language of their own", .timeLimit(.minutes(10)))
struct PersonalTimeTests {
    private static let clock = plugin("clock", """
        bot.flow("clock", { triggers = { "clock" }, run = function(chat) chat:say(bot.now().iso .. " " .. chat.contact.timezone .. " " .. chat.contact.language) end })
        bot.flow("when", { triggers = { "when" }, run = function(chat)
          local date = chat:ask_date("When?")
          chat:say("{iso} {unix}", date)
        end })
        bot.flow("sums", { triggers = { "sums" }, run = function(chat)
          local morning = bot.today() + "9 hours"
          chat:say(morning.iso .. " " .. morning.unix)
          local later = morning + "200 days"
          chat:say(later.iso .. " " .. later.unix)
          chat:say((later - "200 days" == morning) and "there and back" or "lost")
          chat:say((morning + "4800 hours").iso)
          chat:say(os.date("%H:%M", later.unix) .. " " .. os.time { year = later.year, month = later.month, day = later.day, hour = 9 } - later.unix)
        end })
        bot.flow("change", { triggers = { "change" }, run = function(chat)
          chat:say((bot.language.date("2026-03-29") + "90 minutes").iso)
          chat:say((bot.language.date("2026-03-28 1:30") + "1 day").iso)
          local first = bot.language.date("2026-10-24 1:30") + "1 day"
          chat:say(first.iso .. " " .. first.unix)
        end })
        bot.flow("move", { triggers = { "move" }, run = function(chat) chat.contact:set { timezone = "Asia/Tokyo", language = "ar" } end })
        """)

    @Test("the user's before the telephone's, the telephone's before the business's; and what somebody chooses themselves before both")
    func precedence() async throws {
        try await withHost(Self.clock, configure: { $0.business.timezone = "Africa/Cairo" }) { bot async throws in
            #expect(try await bot.say("clock") == ["2026-01-05T11:00:00 Africa/Cairo en"])
            let contact = try #require(try await bot.database.read {
                try ContactRepository.find(ContactAlias(.phone, Person.amina.address), in: $0)
            })
            let now = bot.world.clock.now
            try await bot.database.write {
                try ContactRepository.set(["timezone": "Europe/London", "language": "fr"], of: contact, at: now, in: $0)
            }
            let bot = try await bot.restarted()
            #expect(try await bot.say("clock") == ["2026-01-05T09:00:00 Europe/London fr"])
            let user = try await bot.hire("Amina", .member)
            try await bot.database.write { try UserLinkRepository.link(contact, to: user.id, at: now, in: $0) }
            let again = try await bot.restarted()
            #expect(try await again.say("clock") == ["2026-01-05T09:00:00 Europe/London fr"])
            try await again.change(user) { ($0.timezone, $0.language) = ("America/New_York", "de") }
            #expect(try await again.say("clock") == ["2026-01-05T04:00:00 America/New_York de"])
            _ = try await again.say("move")
            #expect(try await again.say("clock") == ["2026-01-05T18:00:00 Asia/Tokyo ar"])
            let changed = try await again.database.read { try UserRepository.user(user.id, in: $0) }
            #expect(changed?.timezone == "Asia/Tokyo" && changed?.language == "ar")
            try await again.close()
        }
    }

    @Test("a date has the moment at which the clocks there show it, on either side of a change of the clocks, however far away")
    func moments() async throws {
        try await withHost(Self.clock, configure: { $0.business.timezone = "Africa/Cairo" }) { bot async throws in
            // Summer time begins in Egypt on 24 April 2026, and ends on 30 October (its last second at 24:00 of the 29th).
            let expected = [
                ("1 may at 9:00", "2026-05-01T09:00:00 1777615200"), ("tomorrow at 9:00", "2026-01-06T09:00:00 1767682800"),
                ("2026-12-01 9:00", "2026-12-01T09:00:00 1796108400"), ("2039-07-01 9:00", "2039-07-01T09:00:00 2193112800"),
                ("24 april at 0:30", "2026-04-24T01:30:00 1776983400"),
            ]
            for (text, shown) in expected {
                #expect(try await bot.say("when") == ["When?"])
                #expect(try await bot.say(text) == [shown], "\(text)")
            }
        }
    }

    @Test("days go by the calendar and hours one after the other, over a change of the clocks, in os.date and os.time too")
    func sums() async throws {
        try await withHost(Self.clock, configure: { $0.business.timezone = "Europe/London" }) { bot async throws in
            // 5 January 9:00 is GMT, 24 July 9:00 is BST.
            #expect(try await bot.say("sums") == [
                "2026-01-05T09:00:00 1767603600", "2026-07-24T09:00:00 1784880000", "there and back", "2026-07-24T10:00:00", "09:00 0",
            ])
            #expect(try await bot.say("change") == ["2026-03-29T02:30:00", "2026-03-29T02:30:00", "2026-10-25T01:30:00 1792888200"])
        }
    }
}
