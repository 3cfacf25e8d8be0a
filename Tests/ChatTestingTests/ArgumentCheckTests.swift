// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing

/// What a script reads that passes something wrong.
@Suite("A call with wrong arguments", .timeLimit(.minutes(10)))
struct ArgumentCheckTests {
    /// A call, and the error that it raises.
    private static let mistakes: [(call: String, message: String)] = [
        ("chat:say()", "chat:say needs a text, not nothing"),
        ("chat:say(true)", "chat:say needs a text, not a boolean"),
        ("chat:say('')", "chat:say needs a text that is not empty"),
        ("chat:say('{a}', 'b')", "the values of chat:say must be a table, like { name = \"Amina\" }, not a string"),
        ("chat.say('x')", "write chat:say(...) with a colon"),
        ("chat.stop()", "write chat:stop(...) with a colon"),
        ("chat:confirm('{count} soups?', { count = 2 })", "chat:confirm has no option \"count\": write { values = { count = ... } }"),
        ("chat:ask('x', { tiemout = '1 hour' })", "chat:ask has no option \"tiemout\": did you mean \"timeout\"?"),
        ("chat:ask('x', '1 hour')", "the options of chat:ask are a table, like { timeout = ... }"),
        ("chat:ask('x', { tries = 0 })", "the option \"tries\" of chat:ask must be a whole number of 1 or more, not 0"),
        ("chat:ask('x', { tries = 'many' })", "the option \"tries\" of chat:ask must be a whole number of 1 or more, not a string"),
        ("chat:ask('x', { check = 'yes' })", "the option \"check\" of chat:ask must be a function, not a string"),
        ("chat:ask('x', { timeout = '3 m' })", "\"3 m\" is ambiguous: write \"3 minutes\" or \"3 months\" in days"),
        ("chat:ask_number('x', { min = 'one' })", "the option \"min\" of chat:ask_number must be a number, not a string"),
        ("chat:choose('x', 'y')", "chat:choose needs a list of choices, like { \"Tea\", \"Coffee\" }"),
        ("chat:choose('x', {})", "chat:choose needs a list of choices, like { \"Tea\", \"Coffee\" }"),
        ("chat:wait('soon')", "\"soon\" is not a duration: write it like \"30 minutes\", \"2 hours\" or \"5 days\""),
        ("chat:go('talk', 5)", "the given of chat:go must be a table, like { item = \"cement\" }, not 5"),
        ("chat:send 'x'", "chat:send needs a message, like chat:send{ type = \"text\", text = \"Hi\" }"),
        ("chat:send { text = 'x' }", "a message needs a type, like chat:send{ type = \"text\", text = \"Hi\" }"),
        ("chat:send { type = 'txt' }", "there is no message of type \"txt\" to send: did you mean \"text\"?"),
        ("chat:send { type = 'text' }", "a message of type \"text\" needs the field \"text\""),
        ("chat:send { type = 'text', txet = 'x' }", "a message of type \"text\" has no field \"txet\": did you mean \"text\"?"),
        ("chat:send { type = 'link', text = 'x', title = 'y', url = 7 == 7 }", "the field \"url\" of a message of type \"link\" must be a text, not a boolean"),
        ("chat:send { type = 'link', text = '', title = 'y', url = 'z' }", "the field \"text\" of a message of type \"link\" is empty"),
        ("chat:send { type = 'image', media = true }", "the field \"media\" of a message of type \"image\" must be a text or a table, not a boolean"),
        ("chat.contact:set('x')", "contact:set needs a table, like { city = \"Cairo\" }, not a string"),
        ("bot.store.get('')", "the key of bot.store.get is empty"),
        ("bot.store.get(('k'):rep(201))", "the key of bot.store.get can have 200 characters, and this one has 201: \"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkk...\""),
        ("bot.store.set('x')", "bot.store.set needs a value; to remove one, use bot.store.delete(key)"),
        ("bot.store.set('x', 1, { kepe = '1 day' })", "bot.store.set has no option \"kepe\": did you mean \"keep\"?"),
        ("bot.store.add('x', 'y')", "the amount of bot.store.add must be a number, not a string"),
        ("bot.status('wran', 'x')", "bot.status has no level \"wran\": did you mean \"warn\"?"),
        ("bot.status('warn')", "bot.status needs a text, not nothing"),
        ("bot.emit('x', 'y')", "the fields of bot.emit must be a table, like { table = 4 }, not a string"),
        ("bot.setting('x')", "there is no setting \"x\": declare it with bot.settings { x = { default = ... } }"),
        ("bot.stor.get('x')", "bot has no \"stor\": did you mean \"store\"?"),
        ("chat:aks('x')", "chat has no \"aks\": did you mean \"ask\"?"),
    ]

    @Test("raises at the script's line, and says what is needed")
    func mistakes() async throws {
        // Each in a line of its own, from the fourth on.
        let calls = Self.mistakes.map { "function() \($0.call) end," }.joined(separator: "\n")
        let body = "local calls = {\n\(calls)\n}\nfor i, call in ipairs(calls) do local _, message = pcall(call) chat:say(message) end"
        let expected = Self.mistakes.enumerated().map { "< talk.lua:\($0 + 4): \($1.message.replacing("*", with: "\\*"))" }
        let report = try await ScratchFlows.run(body, "> talk\n" + expected.map { $0.replacing("talk.lua", with: "*talk.lua") }.joined(separator: "\n") + "\n")
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("a number is taken for a text, and an option that is nil is none")
    func taken() async throws {
        let report = try await ScratchFlows.run(
            "chat:say(7) bot.store.set(1, 'x') chat:say(bot.store.get('1')) chat:say(chat:ask(8, { timeout = nil, again = 9 }))",
            "> talk\n< 7\n< x\n< 8\n> location 1 2\n< 9\n> yes\n< yes\n")
        #expect(report.isSuccess, "\(report.text)")
    }
}
