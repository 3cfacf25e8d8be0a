// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
@testable internal import Simulator

struct FaultTests {
    private func stage(_ json: JSON) throws -> Stage {
        var stage = try Stage()
        var faults = Faults()
        try faults.apply(json)
        _ = stage.platform.setFaults(faults)
        return stage
    }

    @Test("The next sends fail with the status and code that were asked for, then all is well")
    func failing() throws {
        var stage = try stage(["fail": ["count": 3, "status": 503, "code": 131016]])
        let answers = (0..<4).map { _ in stage.send(["text": ["body": "x"]]) }
        #expect(answers.map(\.response.status) == [503, 503, 503, 200])
        #expect(answers.map(\.response.code) == [131016, 131016, 131016, nil])
        #expect(answers.map(\.webhooks.count) == [0, 0, 0, 2])
        #expect(answers[0].response.body["error"]?["message"] == "(#131016) Service unavailable")
    }

    @Test("A code without a status takes the documented one", arguments: [(130429, 400), (131000, 500), (190, 401), (368, 403), (2, 503)])
    func documented(code: Int, status: Int) throws {
        var stage = try stage(["fail": ["code": .integer(Int64(code))]])
        let response = stage.send(["text": ["body": "x"]]).response
        #expect(response.status == status)
        #expect(response.code == Int64(code))
    }

    @Test("Read receipts do not use up refusals that are meant for sends")
    func receipts() throws {
        var stage = try stage(["fail": ["count": 1]])
        let receipt: JSON = ["messaging_product": "whatsapp", "status": "read", "message_id": .string(stage.messages[0].id)]
        #expect(stage.platform.handleGraph(Fixture.request(receipt), now: stage.now).0.status == 200)
        #expect(stage.send(["text": ["body": "x"]]).response.status == 500)
    }

    @Test("Down cuts every connection and accepts nothing")
    func down() throws {
        var stage = try stage(["down": true])
        let (response, webhooks) = stage.send(["text": ["body": "x"]])
        #expect(response.manner == .cut)
        #expect(webhooks.isEmpty)
        #expect(stage.messages.count == 1)
    }

    @Test("A dropped answer is of a message that was accepted")
    func dropped() throws {
        var stage = try stage(["drop_answers": 1])
        let (first, webhooks) = stage.send(["text": ["body": "x"]])
        #expect(first.manner == .cut)
        #expect(webhooks.count == 2)
        #expect(stage.send(["text": ["body": "x"]]).response.manner == .answer)
        #expect(stage.messages.count == 3)
    }

    @Test("Statuses can be doubled and reversed")
    func statuses() throws {
        var stage = try stage(["duplicate_webhooks": true, "reorder_statuses": true])
        let names = stage.send(["text": ["body": "x"]]).webhooks.compactMap { $0.status["status"]?.text }
        #expect(names == ["delivered", "delivered", "sent", "sent"])
    }

    @Test("Statuses are told in any order, each once, when the last of them is there", arguments: [
        ["read", "delivered", "sent"], ["read", "sent", "delivered"], ["delivered", "read", "sent"], ["sent", "read", "delivered"],
        ["delivered", "sent", "read"], ["sent", "delivered", "read"],
    ])
    func anyOrder(order: [String]) throws {
        var stage = try stage(["reorder_statuses": .array(order.map(JSON.string))])
        #expect(stage.send(["text": ["body": "x"]]).webhooks.isEmpty)
        let told = Stage.webhooks(try stage.platform.personReads(stage.amina.id, on: Fixture.number.phoneNumberID, now: stage.now))
        #expect(told.compactMap { $0.status["status"]?.text } == order)
    }

    @Test("What is held back is told once the fault is over, and an order that is none is refused")
    func released() throws {
        var stage = try stage(["reorder_statuses": ["read", "sent", "delivered"]])
        _ = stage.send(["text": ["body": "x"]])
        let told = Stage.webhooks(stage.platform.setFaults(Faults()))
        #expect(told.compactMap { $0.status["status"]?.text } == ["sent", "delivered"])
        #expect(Stage.webhooks(stage.platform.setFaults(Faults())).isEmpty)
        var faults = Faults()
        for wrong: JSON in ["sent", ["sent", "sent"], ["failed"], ["sent", "seen"], 1] {
            #expect(throws: PersonProblem.self, "\(wrong)") { try faults.apply(["reorder_statuses": wrong]) }
        }
    }

    @Test("The next sends are taken, and fail by a status with the code that was asked for", arguments: [131026, 131049, 130429, 131053])
    func told(code: Int) throws {
        var stage = try stage(["fail_statuses": ["count": 2, "code": .integer(Int64(code))]])
        for _ in 0..<2 {
            let (response, webhooks) = stage.send(["text": ["body": "x"], "biz_opaque_callback_data": "o"])
            #expect(response.status == 200 && webhooks.count == 1)
            #expect(webhooks.first?.status["status"] == "failed" && webhooks.first?.status["id"]?.text == response.wamid)
            #expect(webhooks.first?.status["errors"]?[0]?["code"]?.int == Int64(code))
            #expect(webhooks.first?.status["biz_opaque_callback_data"] == "o" && webhooks.first?.status["pricing"] == nil)
            #expect(stage.messages.last?.failure?.code == code)
        }
        #expect(stage.send(["text": ["body": "x"]]).webhooks.count == 2)
        var faults = Faults()
        #expect(throws: PersonProblem.self) { try faults.apply(["fail_statuses": ["status": 500]]) }
    }

    @Test("Slow delays every answer")
    func slow() throws {
        var stage = try stage(["slow_ms": 1500])
        #expect(stage.send(["text": ["body": "x"]]).response.delay == .milliseconds(1_500))
    }

    @Test("A fault that does not exist is refused with the nearest name, and changes nothing")
    func unknown() throws {
        var faults = Faults()
        let error = #expect(throws: PersonProblem.self) { try faults.apply(["down": true, "dowm": true]) }
        #expect(error?.description == "there is no fault \"dowm\"; did you mean \"down\"?")
        #expect(faults == Faults())
        #expect(throws: PersonProblem.self) { try faults.apply(["slow_ms": -1]) }
        #expect(throws: PersonProblem.self) { try faults.apply(["down": "yes"]) }
    }

    @Test("Faults survive their JSON, and clear takes them all back")
    func json() throws {
        var faults = Faults()
        try faults.apply(["fail": ["count": 2, "status": 500, "code": 2], "slow_ms": 5, "down": true, "drop_answers": 4, "duplicate_webhooks": true])
        try faults.apply(["fail_statuses": ["count": 3, "code": 131026], "reorder_statuses": ["read", "sent"]])
        var copy = Faults()
        try copy.apply(faults.json)
        #expect(copy == faults)
        try copy.apply(["clear": true])
        #expect(copy == Faults())
    }
}
