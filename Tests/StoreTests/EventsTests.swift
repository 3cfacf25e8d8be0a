// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct EventsTests {
    @Test("events wait in order until they are handed out")
    func events() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                for text in ["2", "1"] {
                    try EventRepository.insert(
                        StoredEvent(id: text, name: "paid", plugin: text == "1" ? "shop" : nil, contact: text == "1" ? id("A") : nil, fields: ["n": 1], createdAt: time(1)),
                        in: connection)
                }
                let pending = try EventRepository.pending(limit: 9, in: connection)
                #expect(pending.map(\.id) == ["1", "2"])
                #expect(pending[0].plugin == "shop" && pending[0].contact == id("A") && pending[0].fields == ["n": 1])
                #expect(pending[1].plugin == nil && pending[1].contact == nil)
                try EventRepository.delete("1", in: connection)
                #expect(try EventRepository.pending(limit: 9, in: connection).map(\.id) == ["2"])
            }
        }
    }

    @Test("a schedule is kept once by plugin and name")
    func schedules() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                for due in [5, 9] as [Int64] {
                    try ScheduleRepository.save(.init(plugin: "p", name: "daily", rule: "at 540", dueAt: time(due)), in: connection)
                }
                try ScheduleRepository.save(.init(plugin: "q", name: "daily", rule: "every 5 ms", dueAt: time(7)), in: connection)
                let all = try ScheduleRepository.all(in: connection)
                #expect(all.map(\.plugin) == ["p", "q"] && all.map(\.dueAt) == [time(9), time(7)])
                try ScheduleRepository.delete(plugin: "p", name: "daily", in: connection)
                #expect(try ScheduleRepository.all(in: connection).map(\.plugin) == ["q"])
            }
        }
    }

    @Test("incidents come newest first, with what is known of them, until they are old")
    func incidents() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                for number in 1...3 {
                    try IncidentRepository.insert(
                        Incident(
                            id: IDGenerator.earliest(at: time(Int64(number))), level: number == 2 ? .warning : .error, kind: "message.dead", plugin: "shop", summary: "number \(number)",
                            details: ["n": .integer(Int64(number))], createdAt: time(Int64(number))), in: connection)
                }
                let latest = try IncidentRepository.latest(limit: 2, in: connection)
                #expect(latest.map(\.summary) == ["number 3", "number 2"])
                #expect(latest[1].level == .warning && latest[1].details == ["n": 2] && latest[1].plugin == "shop")
                #expect(try IncidentRepository.purge(before: time(3), limit: 9, in: connection) == 2)
                #expect(try IncidentRepository.latest(limit: 9, in: connection).map(\.summary) == ["number 3"])
            }
        }
    }
}
