// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

/// The fields beside `messages`.
struct EventTests {
    private static let amina = ContactAliases(phone: "201001234567")
    private static let time = Timestamp(milliseconds: 1_763_712_000_000)

    @Test("Every field's fixture becomes an update of its kind")
    func kinds() throws {
        let prefixes: [(String, (Update.Kind) -> Bool)] = [
            ("echo.", { if case .echo = $0 { true } else { false } }),
            ("preference.", { if case .preference = $0 { true } else { false } }),
            ("call.", { if case .call = $0 { true } else { false } }),
            ("identity.", { if case .identity = $0 { true } else { false } }),
            ("group.", { if case .group = $0 { true } else { false } }),
            ("history.", { if case .history = $0 { true } else { false } }),
            ("contact_book.", { if case .contactBook = $0 { true } else { false } }),
            ("payment.", { if case .payment = $0 { true } else { false } }),
            ("template.", { if case .template = $0 { true } else { false } }),
            ("account.", { if case .account = $0 { true } else { false } }),
            ("other.", { if case .other = $0 { true } else { false } }),
            ("status.", { if case .status = $0 { true } else { false } }),
            ("message.", { if case .message = $0 { true } else { false } }),
        ]
        var seen = 0
        for name in try Fixture.webhooks() {
            guard let (_, isKind) = prefixes.first(where: { name.hasPrefix($0.0) }) else { continue }
            let update = try Fixture.update(name)
            #expect(isKind(update.kind), "\(name)")
            #expect(!update.kind.stored.isNull, "\(name)")
            // Word for word the same is the same, at another time it is another.
            #expect(try Fixture.update(name).key == update.key, "\(name)")
            seen += 1
        }
        #expect(seen > 90)
    }

    @Test("No two fixtures have the same key: edits, deletions and echoes are not taken for the messages they are about")
    func keys() throws {
        var seen: [String: String] = [:]
        for name in try Fixture.webhooks() {
            for update in try Fixture.webhook(name).updates {
                let key = (update.phoneNumberID ?? "") + " " + update.key
                // The persons' fixtures are one message told in several ways.
                if name.hasPrefix("person.") { continue }
                #expect(seen[key] == nil, "\(name) and \(seen[key] ?? "")")
                seen[key] = name
            }
        }
    }

    @Test("Two edits of a message are two updates, and an edit delivered again is the same one")
    func edits() throws {
        func key(_ text: String, time: String) throws -> String {
            let message: JSON = [
                "id": "wamid.A", "from": "20100", "type": "edit", "timestamp": .string(time),
                "edit": ["original_message_id": "wamid.A", "message": ["type": "text", "text": ["body": .string(text)]]],
            ]
            let value: JSON = ["metadata": ["phone_number_id": "11"], "messages": [message]]
            let body: JSON = [
                "object": "whatsapp_business_account",
                "entry": [["id": "1", "changes": [["field": "messages", "value": value]]]],
            ]
            return try #require(try Webhook.parse(body).updates.first).key
        }
        #expect(try key("one", time: "1") == key("one", time: "1"))
        #expect(try key("one", time: "1") != key("two", time: "1"))
        #expect(try key("one", time: "1") != key("one", time: "2"))
        #expect(try key("one", time: "1") != "wamid.A")
    }

    @Test("An echo names the person who got it, and has the shape of a message")
    func echoes() throws {
        let update = try Fixture.update("echo.text")
        guard case .echo(let echo) = update.kind else { return }
        #expect(echo.to == Self.amina && update.aliases == Self.amina && update.profileName == "Amina Farouk")
        #expect(echo.content["text"] == "I will look it up for you")
        #expect(update.key == "echo:wamid.ECHO1")
        guard case .echo(let edit) = try Fixture.update("echo.edit").kind else { return }
        #expect(edit.type == .edit && edit.content["message"]?["text"] == "I looked it up")
        guard case .echo(let image) = try Fixture.update("echo.user_id").kind else { return }
        #expect(image.to.userID == "EG.13491208655302741918" && image.type == .image)
    }

    @Test("A preference says whose it is and whether marketing stops")
    func preferences() throws {
        let expected: [(String, Bool?)] = [
            ("stop", true), ("resume", false), ("signup", false), ("other", nil), ("user_id", true),
        ]
        for (name, stops) in expected {
            let update = try Fixture.update("preference." + name)
            guard case .preference(let preference) = update.kind else {
                Issue.record("\(name)")
                continue
            }
            #expect(preference.stopsMarketing == stops, "\(name)")
            #expect(!update.aliases.isAnonymous && update.aliases == preference.person, "\(name)")
            #expect(update.timestamp == Timestamp(milliseconds: 1_763_712_009_000), "\(name)")
            #expect(update.phoneNumberID == "106540352242922")
        }
        #expect(try Fixture.update("preference.user_id").aliases.username == "amina.f")
    }

    @Test("A call names the person, and opens the window where the person called or took ours")
    func calls() throws {
        let expected: [(String, CallUpdate.Event, Bool)] = [
            ("connect", .connect, true), ("connect.ours", .connect, false), ("terminate", .terminate, false),
            ("failed", .terminate, false), ("accepted", .accepted, true), ("ringing", .ringing, false),
            ("connect.messages", .connect, true),
        ]
        for (name, event, opens) in expected {
            let update = try Fixture.update("call." + name)
            guard case .call(let call) = update.kind else {
                Issue.record("\(name)")
                continue
            }
            #expect(call.event == event && call.opensWindow == opens, "\(name)")
            #expect(update.key == call.id + ":" + event.name, "\(name)")
            #expect(call.person.phone == "201001234567" || call.person.userID == "EG.13491208655302741918", "\(name)")
            #expect(update.timestamp == Self.time, "\(name)")
        }
        guard case .call(let over) = try Fixture.update("call.terminate").kind else { return }
        #expect(over.seconds == 120 && over.outcome == "COMPLETED" && over.direction == .fromPerson)
        guard case .call(let failed) = try Fixture.update("call.failed").kind else { return }
        #expect(failed.errors.map(\.code) == [138006] && failed.callbackData == "c-1")
        // What stood beside it is kept with it.
        #expect(failed.raw["errors"]?[0]?["error_data"]?["details"] == "No permission")
        guard case .call(let begun) = try Fixture.update("call.connect").kind else { return }
        #expect(begun.raw["session"]?["sdp_type"] == "offer")
    }

    @Test("A new user id has the old one beside it, and the number that both have")
    func identity() throws {
        guard case .identity(let update) = try Fixture.update("identity.user_id").kind else { return }
        #expect(update.person == ContactAliases(phone: "201001234567", userID: "EG.1", parentUserID: "EG.ENT.1"))
        #expect(update.successor == ContactAliases(userID: "EG.2", parentUserID: "EG.ENT.2"))
    }

    @Test("Groups tell what happened, to which group, and who came or went")
    func groups() throws {
        let expected: [(String, String, Int, Int)] = [
            ("create", "group_create", 0, 0), ("create.failed", "group_create", 0, 1),
            ("add", "group_participants_add", 1, 0), ("join", "group_join_request_created", 1, 0),
            ("remove", "group_participants_remove", 2, 0), ("settings", "group_settings_update", 0, 0),
            ("status", "group_suspend", 0, 0),
        ]
        for (name, type, people, errors) in expected {
            guard case .group(let group) = try Fixture.update("group." + name).kind else {
                Issue.record("\(name)")
                continue
            }
            #expect(group.type == type && group.people.count == people && group.errors.count == errors, "\(name)")
            #expect(group.groupID == "Y2FwaV9ncm91cDoxNzA1", "\(name)")
        }
        guard case .group(let add) = try Fixture.update("group.add").kind else { return }
        #expect(add.people == [ContactAliases(phone: "201001234567", userID: "EG.13491208655302741918")])
    }

    @Test("History has its chats, with ours and theirs told apart, and says where it stands")
    func history() throws {
        guard case .history(let chunk) = try Fixture.update("history.chunk").kind else { return }
        #expect(chunk.phase == 0 && chunk.order == 1 && chunk.progress == 55)
        let thread = try #require(chunk.threads.first)
        #expect(thread.person == Self.amina)
        #expect(thread.messages.map(\.isOurs) == [false, true])
        #expect(thread.messages.map(\.status) == ["READ", "DELIVERED"])
        // A picture comes without its id at first.
        #expect(thread.messages.map(\.type) == [.text, .image])
        #expect(thread.messages[1].content["media"] == nil && thread.messages[1].content["caption"] == "Yes")
        guard case .history(let media) = try Fixture.update("history.media").kind else { return }
        #expect(media.threads.first?.person == Self.amina)
        #expect(media.threads.first?.messages.first?.type == .image)
        guard case .history(let declined) = try Fixture.update("history.declined").kind else { return }
        #expect(declined.errors.map(\.code) == [2593109] && declined.threads.isEmpty)
    }

    @Test("A contact of the business's own book has names, or is gone")
    func contactBook() throws {
        guard case .contactBook(let added) = try Fixture.update("contact_book.add").kind,
            case .contactBook(let removed) = try Fixture.update("contact_book.remove").kind
        else { return }
        #expect(added.person == Self.amina && added.fullName == "Amina Farouk" && !added.isRemoved)
        #expect(removed.person == Self.amina && removed.isRemoved)
    }

    @Test("A template's status, quality and category are told with their reasons")
    func templates() throws {
        let expected: [(String, TemplateUpdate.Change)] = [
            ("approved", .status(.approved, reason: nil)),
            ("rejected", .status(.rejected, reason: "Parameters stand next to each other.")),
            ("paused", .status(.paused, reason: "Paused for 3 hours for low quality.")),
            ("quality", .quality(before: "GREEN", now: "YELLOW")),
            ("quality.misfiled", .quality(before: "GREEN", now: "RED")),
            ("category", .category(before: "UTILITY", now: "MARKETING", isAnnounced: false)),
            ("category.announced", .category(before: "UTILITY", now: "MARKETING", isAnnounced: true)),
            ("components", .components),
        ]
        for (name, change) in expected {
            guard case .template(let update) = try Fixture.update("template." + name).kind else {
                Issue.record("\(name)")
                continue
            }
            #expect(update.change == change, "\(name)")
            #expect(update.name == "order_shipped" && update.language == "en", "\(name)")
            #expect(update.templateID == "1689556908129832", "\(name)")
        }
    }

    @Test("What concerns the account says how grave it is and what follows")
    func account() throws {
        let until = Timestamp(milliseconds: 1_763_798_400_000)
        let restrictions = ["RESTRICTED_BIZ_INITIATED_MESSAGING", "RESTRICTED_ADD_PHONE_NUMBER_ACTION"]
        let expected: [(String, String, AccountEvent.Severity, AccountEvent.Change)] = [
            ("disabled", "DISABLED_UPDATE", .critical, .blocked),
            ("reinstated", "DISABLED_UPDATE", .information, .restored),
            ("restricted", "ACCOUNT_RESTRICTION", .critical, .restricted(restrictions, until: until)),
            ("violation", "ACCOUNT_VIOLATION", .warning, .nothing),
            ("deleted", "ACCOUNT_DELETED", .critical, .blocked),
            ("partner_removed", "PARTNER_REMOVED", .critical, .blocked),
            ("partner_added", "PARTNER_ADDED", .information, .nothing),
            ("alert", "INCREASED_CAPABILITIES_ELIGIBILITY_FAILED", .critical, .nothing),
            ("review", "APPROVED", .information, .nothing),
            ("capability", "CAPABILITY", .information, .messagingLimit("TIER_10K")),
            ("capability.old", "CAPABILITY", .information, .messagingLimit("TIER_UNLIMITED")),
            ("quality", "DOWNGRADE", .warning, .messagingLimit("TIER_2K")),
            ("name", "REJECTED", .warning, .nothing),
            ("security", "PIN_RESET_REQUEST", .warning, .nothing),
            ("flow", "FLOW_STATUS_CHANGE", .critical, .nothing),
            ("flow.latency", "ENDPOINT_LATENCY", .warning, .nothing),
            ("settings", "phone_number_settings", .information, .nothing),
            ("payments", "Needs Testing", .warning, .nothing),
            ("solution", "SOLUTION_UPDATED", .warning, .nothing),
        ]
        for (name, event, severity, change) in expected {
            guard case .account(let account) = try Fixture.update("account." + name).kind else {
                Issue.record("\(name)")
                continue
            }
            #expect(account.event == event && account.severity == severity && account.change == change, "\(name)")
            #expect(!account.summary.isEmpty, "\(name)")
        }
        guard case .account(let name) = try Fixture.update("account.name").kind else { return }
        #expect(name.summary == "The display name \"Cement 4 U\": rejected: NAME_FORMAT_UNACCEPTABLE")
        guard case .account(let settings) = try Fixture.update("account.settings").kind else { return }
        #expect(settings.subject == "106540352242922" && settings.summary == "The settings of a number: calling")
        guard case .account(let payments) = try Fixture.update("account.payments").kind else { return }
        #expect(payments.summary == "The payment configuration \"main-upi\": needs testing")
        guard case .account(let flow) = try Fixture.update("account.flow").kind else { return }
        #expect(flow.subject == "6627390910605886")
    }

    @Test("A message that another handler of the number is to answer is never taken for ours")
    func standby() throws {
        guard case .other(let field, let value) = try Fixture.update("other.standby").kind else {
            Issue.record("taken")
            return
        }
        #expect(field == "standby" && value["messages"]?[0]?["id"] == "wamid.STANDBY")
    }

    @Test("A template's status that is not known keeps its name, and is not sent")
    func templateStatus() {
        for name in ["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED", "FLAGGED", "IN_APPEAL", "ARCHIVED", "LOCKED"] {
            #expect(TemplateStatus(name).name == name)
            #expect(TemplateStatus(name).isSendable == ["APPROVED", "FLAGGED"].contains(name))
        }
        #expect(TemplateStatus("PONDERED") == .unknown("PONDERED"))
        #expect(TemplateStatus("PONDERED").name == "PONDERED" && !TemplateStatus("PONDERED").isSendable)
        #expect(TemplateStatus("REINSTATED") == .approved)
    }
}
