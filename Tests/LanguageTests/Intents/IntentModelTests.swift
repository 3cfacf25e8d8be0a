// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Language
import Testing

@Suite("What a sentence asks for")
struct IntentModelTests {
    /// Monday 5 January 2026, noon.
    private static let now = Timestamp(milliseconds: 1_767_614_400_000)

    private static let priority = Intent.Slot.Kind.choice([
        Intent.Slot.Choice("normal"), Intent.Slot.Choice("high", words: ["important", "عالية"]), Intent.Slot.Choice("urgent", words: ["asap", "عاجلة"]),
    ])

    private static let model = IntentModel(
        [
            Intent(
                "task", examples: ["create a task to {title}", "add {title} to my list", "new task {title}", "أنشئ مهمة {title}", "أضف مهمة {title}"],
                slots: [Intent.Slot("title", .text), Intent.Slot("due", .date), Intent.Slot("priority", priority)]),
            Intent(
                "tasks", examples: ["show me my tasks", "what are my tasks", "what is due {when}", "what do I have {when}", "ما هي مهامي {when}"],
                slots: [Intent.Slot("when", .period), Intent.Slot("priority", priority)]),
            Intent("done", examples: ["mark {task} as done", "i finished {task}", "complete {task}", "خلصت {task}", "أنهيت {task}"]),
            Intent("delete", examples: ["delete {task}", "remove {task}", "احذف {task}"]),
            Intent("cups", examples: ["bring us {count} cups of tea"], slots: [Intent.Slot("count", .integer)]),
        ], dates: DateReader(civil: .utc))

    private func best(_ text: String) -> IntentMatch? { Self.model.matches(text, now: Self.now).first }

    @Test("that is like an example is the example's, in other words and forms, with slips of the finger, and in Arabic", arguments: [
        ("Please create a task to review the budget", "task"), ("could you add a new task: review the budget", "task"),
        ("make a todo to review the budget", "task"), ("craete a task to review the budget", "task"), ("add milk to my list please", "task"),
        ("show my tasks", "tasks"), ("list all my tasks", "tasks"), ("what's due this week?", "tasks"), ("what are my important tasks today", "tasks"),
        ("I've finished the presentation", "done"), ("mark the presentation as done, will you", "done"), ("completed the presentation", "done"),
        ("get rid of the presentation", "delete"),
        ("أضف مهمة مراجعة الميزانية", "task"), ("اعمل مهمة جديدة مراجعة الميزانية", "task"), ("ما مهامي اليوم؟", "tasks"), ("خلصت العرض", "done"),
        ("امسح العرض", "delete"),
    ])
    func understands(text: String, intent: String) {
        let matches = Self.model.matches(text, now: Self.now)
        #expect(matches.first?.intent == intent, "\(matches)")
        #expect(IntentDecision(matches.map { IntentDecision.Candidate(confidence: $0.confidence, isQuery: $0.intent == "tasks") }) == .act, "\(matches)")
    }

    @Test("that says nothing of the kind is nobody's", arguments: [
        "hello there", "thanks", "what is the capital of France?", "my parcel arrived broken", "صباح الخير", "كم سعر التوصيل", "!!!", "", "12345",
    ])
    func ignores(text: String) {
        let matches = Self.model.matches(text, now: Self.now)
        #expect((matches.first?.confidence ?? 0) < IntentDecision.likely, "\(matches)")
    }

    @Test("with a \"not\" in it is not done", arguments: ["don't delete the presentation", "please do not mark the presentation as done", "لا تحذف العرض"])
    func negation(text: String) {
        let matches = Self.model.matches(text, now: Self.now)
        #expect(IntentDecision(matches.map { IntentDecision.Candidate(confidence: $0.confidence, isQuery: false) }) != .act, "\(matches)")
    }

    @Test("gives what stands in its slots as it was written, without the words that lead to it")
    func slots() throws {
        #expect(best("Create a task to review the Marketing Budget")?.values == ["title": .text("review the Marketing Budget")])
        #expect(best("mark the presentation as done")?.values == ["task": .text("the presentation")])
        #expect(best("أضف مهمة مراجعة الميزانية")?.values == ["title": .text("مراجعة الميزانية")])
        #expect(best("bring us 3 cups of tea")?.values == ["count": .number(3)])
        #expect(best("please bring us two cups of tea")?.values == ["count": .number(2)])
    }

    @Test("names dates and choices beside what the example has, wherever they stand")
    func extras() throws {
        let tomorrow = IntentValue.date(CivilTime.Moment(year: 2026, month: 1, day: 6))
        #expect(best("create a task to call Sara tomorrow")?.values == ["title": .text("call Sara"), "due": tomorrow])
        #expect(best("create a task to call Sara tomorrow about the budget")?.values == ["title": .text("call Sara about the budget"), "due": tomorrow])
        #expect(best("create an urgent task to call Sara")?.values == ["title": .text("call Sara"), "priority": .choice("urgent")])
        #expect(best("create a task to call Sara, urgent")?.values == ["title": .text("call Sara"), "priority": .choice("urgent")])
        #expect(best("create a task to call Sara with high priority")?.values == ["title": .text("call Sara"), "priority": .choice("high")])
        #expect(best("أنشئ مهمة الاتصال بسارة غدا")?.values == ["title": .text("الاتصال بسارة"), "due": tomorrow])
        let week = IntentValue.period(first: CivilTime.Moment(year: 2026, month: 1, day: 5), last: CivilTime.Moment(year: 2026, month: 1, day: 11))
        #expect(best("what is due this week")?.values == ["when": week])
        #expect(best("what are my important tasks")?.values == ["priority": .choice("high")])
    }

    @Test("keeps in its text what only sounds like a date or a choice")
    func texts() {
        #expect(best("create a task to prepare the Monday report")?.values == ["title": .text("prepare the Monday report")])
        #expect(best("create a task to buy high chairs")?.values == ["title": .text("buy high chairs")])
        #expect(best("delete the first one")?.values == ["task": .text("the first one")])
    }

    @Test("is not looked for among what the person may not use")
    func includes() {
        let matches = Self.model.matches("delete the presentation", now: Self.now) { $0 != "delete" }
        #expect(!matches.contains { $0.intent == "delete" })
        #expect((matches.first?.confidence ?? 0) < 0.6, "\(matches)")
    }

    @Test("means the same each time, whatever order the examples come in")
    func repeats() {
        #expect(Self.model.matches("what do I have tomorrow", now: Self.now) == Self.model.matches("what do I have tomorrow", now: Self.now))
    }

    @Test("ends in time however long and odd it is", arguments: [
        String(repeating: "create a task ", count: 2_000), String(repeating: "x", count: 100_000), String(repeating: "{title} ", count: 500), "\u{202E}\u{0000}مهمة\u{FFFD}",
        String(repeating: "tomorrow ", count: 300),
    ])
    func bounds(text: String) {
        #expect(Self.model.matches(text, now: Self.now).count <= 6)
    }

    @Test("is nothing where nothing has examples")
    func empty() {
        let model = IntentModel([Intent("a", examples: [])], dates: DateReader(civil: .utc))
        #expect(model.isEmpty)
        #expect(model.matches("create a task", now: Self.now).isEmpty)
    }

    @Test("is understood by one example alone, too, and what is another thing is not")
    func one() {
        let model = IntentModel([Intent("order", examples: ["I want to order {items}"])], dates: DateReader(civil: .utc))
        let order = model.matches("i'd like to order 5 bags of cement", now: Self.now)
        #expect(order.first?.values == ["items": .text("5 bags of cement")])
        #expect((order.first?.confidence ?? 0) >= 0.6, "\(order)")
        #expect((model.matches("good morning", now: Self.now).first?.confidence ?? 0) < IntentDecision.likely)
    }

    private static let names = IntentModel(
        [
            Intent(
                "tasks", examples: ["list the tasks", "show the tasks {when}", "the tasks in {project}", "what is in the {project} project", "{person}'s tasks"],
                slots: [Intent.Slot("when", .period), Intent.Slot("project", .name), Intent.Slot("person", .name)]),
            Intent("close", examples: ["close {project}", "close the {project} project"], slots: [Intent.Slot("project", .name)]),
            Intent("note", examples: ["note on {task}: {note}", "write on {task} that {note}"], slots: [Intent.Slot("task", .name), Intent.Slot("note", .text)]),
            Intent("order", examples: ["bring me tea", "coffee please"]),
        ], dates: DateReader(civil: .utc))

    @Test(
        "a name is cut out by the words that it is known by, also where the likest example has no place for it",
        arguments: [
            ("list the tasks in the Rebrand project", "tasks", ["project": "the Rebrand project"]), ("show Hany's tasks this week", "tasks", ["person": "Hany"]),
            ("close the Rebrand project, everything is finished", "close", ["project": "Rebrand"]),
            ("note on the lease: the owner wants two months", "note", ["task": "the lease", "note": "the owner wants two months"]),
        ] as [(String, String, [String: String])])
    func cutsNames(text: String, intent: String, expected: [String: String]) throws {
        let match = try #require(Self.names.matches(text, now: Self.now).first)
        #expect(match.intent == intent)
        for (name, value) in expected { #expect(match.values[name] == .text(value), "\(match.values)") }
    }
}
