// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct StatusUpdateTests {
    @Test("Each status is read with its time and our callback data")
    func statuses() throws {
        let expected: [(String, StatusUpdate.Status)] = [
            ("status.sent", .sent), ("status.delivered", .delivered), ("status.read", .read),
            ("status.played", .played),
            ("status.failed", .failed), ("status.new", .unknown("pondered")),
        ]
        for (index, (name, status)) in expected.enumerated() {
            let update = try Fixture.status(name)
            #expect(update.status == status)
            #expect(update.timestamp == Timestamp(milliseconds: 1_763_712_001_000 + Int64(index) * 1_000))
            #expect(try Fixture.update(name).key == update.wamid + ":" + status.name)
        }
        #expect(try Fixture.status("status.sent").callbackData == "01KAJ7QZ0000000000000000AA")
    }

    @Test("A failed status has its errors")
    func failed() throws {
        let errors = try Fixture.status("status.failed").errors
        #expect(errors.map(\.code) == [131047])
        #expect(errors[0].details?.hasPrefix("Message failed to send because more than 24 hours") == true)
        #expect(ErrorPolicy.action(for: errors[0], status: 200) == .switchToTemplate)
    }

    @Test("What it costs is read")
    func pricing() throws {
        #expect(
            try Fixture.status("status.sent").pricing
                == Pricing(model: "PMP", type: "regular", category: "service", billable: true))
        #expect(try Fixture.status("status.read").pricing == nil)
    }

    @Test(
        "A status goes to the store and comes back",
        arguments: ["sent", "delivered", "read", "played", "failed", "new"])
    func stored(name: String) throws {
        var update = try Fixture.status("status." + name)
        update.recipient.username = nil
        let object = try #require(try JSON(update.json.encoded()).object)
        #expect(StatusUpdate(object) == update)
    }
}
