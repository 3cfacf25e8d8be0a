// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Host
import Logging
import Plugins
import Scripting
import Simulator
import Store
import Testing
import WhatsApp

@testable import ChatTesting

/// A real host and the simulated platform: what becomes of the files that people send.
@Suite("Files of messages", .timeLimit(.minutes(10)))
struct MediaTests {
    private let amina = ChatPerson(name: "Amina", phone: "201001234567")
    private let omar = ChatPerson(name: "Omar", phone: "201007654321")

    /// Says what it sees of a file, and sends it back when asked.
    private let echo = """
        bot.plugin { title = "Echo" }
        bot.flow("echo", { triggers = { "go" }, run = function(chat)
          chat:say("ready")
          local message = chat:receive()
          local media = message.media
          chat:say(media.problem or "{mime}|{bytes}|{id}|{url}", media.problem and {} or media)
          while true do
            local kind = chat:ask("again?")
            if kind == "no" then return end
            chat:send { type = kind, media = media }
          end
        end })
        """

    private func withHarness(
        _ flow: String? = nil, configure: (inout Configuration) -> Void = { _ in }, _ body: (ChatHarness) async throws -> Void
    ) async throws {
        let flows = try ScratchFlows(["echo.lua": flow ?? echo])
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let pool = try await WorkerPool.start(
            WorkerPool.Configuration(executable: try ScriptWorkerExecutable.locate(), workers: 1, prelude: Prelude.source), logger: logger)
        let path = flows.path
        var configuration = Configuration()
        configure(&configuration)
        let harness = try await ChatHarness.open(
            ChatHarness.Setup(configuration: configuration, pool: pool, seed: 1, logger: logger) {
                PluginFolders(flows: path, plugins: "").read()
            })
        try await body(harness)
        try await harness.close()
        await pool.shutdown()
    }

    private func hear(_ harness: ChatHarness, _ person: ChatPerson? = nil) async throws -> String {
        try await harness.next(for: person ?? amina)?.text ?? "nothing"
    }

    private func begin(_ harness: ChatHarness, _ person: ChatPerson? = nil) async throws {
        try await harness.say(.text("go"), from: person ?? amina)
        #expect(try await hear(harness, person) == "ready")
    }

    private func uploads(_ harness: ChatHarness, of name: String) async -> [SimulatedMedia] {
        await harness.simulator.media.values.filter { $0.bytes == Array("a sample of \(name)\n".utf8) }
    }

    @Test("scripts see id, type, size and an address that works for a while, and can send the file on: it is uploaded once")
    func seenAndSentOn() async throws {
        try await withHarness { harness in
            try await begin(harness)
            try await harness.say(.media(.image, name: "door.jpg", caption: nil), from: amina)
            let seen = try await hear(harness).split(separator: "|").map(String.init)
            try #require(seen.count == 4)
            #expect(seen[0] == "image/jpeg" && seen[1] == "21" && seen[2].count == 26)
            let address = try #require(URLComponents(string: seen[3]))
            #expect(address.path == "/media/" + seen[2])
            let query = Dictionary(uniqueKeysWithValues: (address.queryItems ?? []).map { ($0.name, $0.value ?? "") })
            let answer = try await harness.host.media.answer(id: seen[2], expires: query["expires"], signature: query["signature"])
            guard case .file(let path, "image/jpeg", _) = answer else {
                Issue.record("\(answer)")
                return
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "a sample of door.jpg\n")
            for _ in 0..<2 {
                #expect(try await hear(harness) == "again?")
                try await harness.say(.text("image"), from: amina)
                #expect(try await harness.next(for: amina)?.text.hasPrefix("image ") == true)
            }
            // What she sent, and what was uploaded for both.
            #expect(await uploads(harness, of: "door.jpg").count == 2)
            try await harness.pass(.seconds(3_601))
            let later = try await harness.host.media.answer(id: seen[2], expires: query["expires"], signature: query["signature"])
            if case .gone = later {} else { Issue.record("\(later)") }
        }
    }

    @Test("a file that the platform does not give at first is waited for (complaints 4 and 21: never lost)", arguments: [1, 2, 3])
    func waited(failures: Int) async throws {
        try await withHarness { harness in
            try await begin(harness)
            await harness.simulator.setFaults { $0.failingFiles = failures }
            try await harness.say(.media(.image, name: "door.jpg", caption: nil), from: amina)
            #expect(try await harness.next(for: amina) == nil)
            try await harness.pass(.seconds(9))
            if failures > 2 { try await harness.pass(.seconds(40)) }
            let seen = try await hear(harness)
            // After ten seconds the person is answered without the file; it comes all the same.
            #expect(failures > 2 ? seen.hasPrefix("it is not here yet") : seen.hasPrefix("image/jpeg|21|"))
            #expect(try await hear(harness) == "again?")
            try await harness.say(.text("image"), from: amina)
            #expect(try await harness.next(for: amina)?.text.hasPrefix("image ") == true)
        }
    }

    @Test("a crash in the middle loses neither message nor file, and a webhook that comes again changes nothing", arguments: [false, true])
    func crashes(duplicates: Bool) async throws {
        try await withHarness { harness in
            try await begin(harness)
            await harness.simulator.setFaults { faults in
                faults.failingFiles = 1
                faults.duplicatesWebhooks = duplicates
            }
            try await harness.say(.media(.image, name: "door.jpg", caption: nil), from: amina)
            #expect(try await harness.next(for: amina) == nil)
            try await harness.crash()
            try await harness.pass(.seconds(5))
            #expect(try await hear(harness).hasPrefix("image/jpeg|21|"))
            #expect(try await hear(harness) == "again?")
            #expect(try await harness.next(for: amina) == nil)
        }
    }

    @Test("a file that the platform does not know is a problem that scripts see; it is asked for during the 7 days, and then an incident")
    func forgotten() async throws {
        try await withHarness { harness in
            try await begin(harness)
            await harness.simulator.setFaults { $0.failingFiles = 1 }
            try await harness.say(.media(.image, name: "door.jpg", caption: nil), from: amina)
            #expect(try await harness.next(for: amina) == nil)
            await harness.simulator.forgetFiles()
            try await harness.pass(.seconds(11))
            let seen = try await hear(harness)
            #expect(seen.hasPrefix("it is not here yet") && seen.contains("the platform answers 400 (100)"))
            // Meta says the same where the token lacks a permission, which somebody may mend meanwhile.
            #expect(try await harness.errors().isEmpty)
            try await harness.pass(.seconds(7 * 86_400))
            #expect(try await harness.errors().contains { $0.hasPrefix("the image of a message was not fetched") })
        }
    }

    @Test("the same file from two people lies on the disk once, and is uploaded once")
    func deduplicated() async throws {
        try await withHarness { harness in
            for person in [amina, omar] {
                try await begin(harness, person)
                try await harness.say(.media(.image, name: "same.jpg", caption: nil), from: person)
                #expect(try await hear(harness, person).hasPrefix("image/jpeg|"))
                #expect(try await hear(harness, person) == "again?")
                try await harness.say(.text("image"), from: person)
                #expect(try await harness.next(for: person)?.text.hasPrefix("image ") == true)
            }
            #expect(await uploads(harness, of: "same.jpg").count == 3)
            let files = try await harness.database.read { try $0.rows("SELECT COUNT(*), COUNT(DISTINCT file) FROM media", []) }
            #expect(try files.first?.integer(0) == 2 && files.first?.integer(1) == 1)
        }
    }

    @Test("131053 forgets what was uploaded: it is uploaded again, and sent")
    func uploadedAgain() async throws {
        try await withHarness { harness in
            try await begin(harness)
            try await harness.say(.media(.image, name: "door.jpg", caption: nil), from: amina)
            _ = try await hear(harness)
            #expect(try await hear(harness) == "again?")
            try await harness.say(.text("image"), from: amina)
            #expect(try await harness.next(for: amina)?.text.hasPrefix("image ") == true)
            #expect(try await hear(harness) == "again?")
            await harness.simulator.setFaults { $0.failing = Faults.Failing(count: 1, code: 131053) }
            try await harness.say(.text("image"), from: amina)
            #expect(try await harness.next(for: amina)?.text.hasPrefix("image ") == true)
            #expect(await uploads(harness, of: "door.jpg").count == 3)
        }
    }

    @Test("what WhatsApp would not take as such is not sent, and the error names the rule")
    func wrongKind() async throws {
        try await withHarness { harness in
            try await begin(harness)
            try await harness.say(.media(.document, name: "plan.pdf", caption: nil), from: amina)
            #expect(try await hear(harness).hasPrefix("application/pdf|"))
            #expect(try await hear(harness) == "again?")
            try await harness.say(.text("image"), from: amina)
            #expect(try await hear(harness) == "again?")
            #expect(try await harness.errors().contains { $0.contains("WhatsApp takes as image only image/jpeg, image/png") })
            try await harness.say(.text("document"), from: amina)
            #expect(try await harness.next(for: amina)?.text.hasPrefix("document ") == true)
        }
    }

    @Test("files are deleted when they have been kept long enough, and scripts that send them are told")
    func deleted() async throws {
        try await withHarness(configure: { $0.media.keep = .seconds(7_200) }) { harness in
            try await begin(harness)
            try await harness.say(.media(.image, name: "door.jpg", caption: nil), from: amina)
            let seen = try await hear(harness).split(separator: "|").map(String.init)
            #expect(try await hear(harness) == "again?")
            try await harness.pass(.seconds(4 * 3_600))
            try await harness.say(.text("image"), from: amina)
            #expect(try await hear(harness) == "again?")
            #expect(try await harness.errors().contains { $0.contains("has been kept long enough and is deleted") })
            let state = try await harness.database.read { try MediaRepository.media(UpdateID(stored: seen[2]), in: $0)?.state }
            #expect(state == .deleted)
        }
    }
}
