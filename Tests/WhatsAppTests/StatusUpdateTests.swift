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

    @Test("In a group each member's phone tells, under a key of its own")
    func group() throws {
        let status = try Fixture.status("status.group")
        #expect(status.groupID == "Y2FwaV9ncm91cDoxNzA1")
        #expect(status.recipient == ContactAliases(phone: "201001234567", userID: "EG.13491208655302741918"))
        #expect(try Fixture.update("status.group").key == "wamid.HBgMGROUP:read:EG.13491208655302741918")
        // The member's number under the other name that Meta's pages have for it.
        #expect(try Fixture.status("status.group.participant").recipient.phone == "201001234567")
        #expect(try Fixture.update("status.group.participant").key == "wamid.HBgMGROUP2:read:201001234567")
    }

    @Test("The conversation is read where Meta still names one")
    func conversation() throws {
        let status = try Fixture.status("status.conversation")
        #expect(status.conversation?.id == "7270432eae37498234f4444b35ffc5")
        #expect(status.conversation?.origin == "referral_conversion")
        #expect(status.conversation?.expires == Timestamp(milliseconds: 1_763_798_400_000))
        #expect(status.pricing?.type == "free_entry_point")
    }

    @Test("A payment that failed says nothing of the message's delivery")
    func payment() throws {
        guard case .payment(let failed) = try Fixture.update("payment.failed").kind,
            case .payment(let captured) = try Fixture.update("payment.captured").kind
        else {
            Issue.record("no payment")
            return
        }
        #expect(failed.status == "failed" && captured.status == "captured")
        #expect(captured.wamid == "wamid.PAY" && captured.reference == "order-17" && captured.transaction == "t-1")
        #expect(captured.person.phone == "201001234567")
        #expect(captured.raw["payment"]?["amount"]?["value"] == 500_000)
        #expect(try Fixture.update("payment.failed").key != Fixture.update("payment.captured").key)
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
        arguments: ["sent", "delivered", "read", "played", "failed", "new", "group", "group.participant", "conversation"])
    func stored(name: String) throws {
        var update = try Fixture.status("status." + name)
        update.recipient.username = nil
        let object = try #require(try JSON(update.json.encoded()).object)
        #expect(StatusUpdate(object) == update)
    }
}
