// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Store
internal import Synchronization

/// A host, the platform around it, and the people who write to it.
struct World: Sendable {
    let folder: HostFolder
    let ledger: Ledger
    let postman: Postman
    let keeper: Keeper
    let crowd: Crowd
    let seed: UInt64

    /// The [sending] uncertain_wait of these hosts.
    static let uncertainWait = Duration.seconds(2)

    /// Makes a world for `body`, and ends everything in it afterwards, whatever happens.
    ///
    /// The folder stays where something went wrong.
    static func with(
        seed: UInt64, statuses: Bool = true, _ body: (World) async throws -> Verdict
    ) async throws -> Verdict {
        let ledger = Ledger()
        let poster = Mutex<StatusPoster?>(nil)
        let standIn = try await GraphStandIn.start(seed: seed) { acceptance in
            poster.withLock { $0 }?.add(acceptance)
            return ledger.taken(acceptance)
        } answered: { position in
            ledger.answered(position)
        }
        let folder = try HostFolder(graphURL: standIn.url, flows: Expectation.flows, uncertainWait: "2 seconds")
        let postman = try Postman(folder)
        let keeper = try Keeper(folder, postman: postman, ledger: ledger)
        let statusPoster = StatusPoster(postman: postman, ledger: ledger)
        if statuses { poster.withLock { $0 = statusPoster } }
        let posting = Task { await statusPoster.run() }
        let world = World(
            folder: folder, ledger: ledger, postman: postman, keeper: keeper,
            crowd: Crowd(postman: postman, ledger: ledger), seed: seed)
        let result: Result<Verdict, any Error>
        do {
            result = .success(try await body(world))
        } catch {
            result = .failure(error)
        }
        ledger.close()
        await keeper.end()
        statusPoster.finish()
        await postman.end()
        await posting.value
        await standIn.stop()
        if case .success(let verdict) = result, verdict.isClean { try folder.remove() }
        return try result.get()
    }

    /// Lets the crowd write while `body` goes on, and then until everything is answered and the host is quiet.
    func underLoad(_ body: () async throws -> Void) async throws -> Verdict {
        async let writing: Void = crowd.write(seed: seed)
        do {
            try await body()
        } catch {
            postman.door.remove()
            ledger.close()
            await writing
            throw error
        }
        ledger.close()
        await writing
        try await settle()
        var verdict = ledger.verdict
        verdict.files = try await files()
        return verdict
    }

    /// What the host has of the files that were sent, once it waits for none.
    private func files() async throws -> Verdict.Files {
        let database = try SQLiteDatabase(path: folder.database)
        var files = Verdict.Files(sent: ledger.files)
        let limit = ContinuousClock.now + .seconds(60)
        while true {
            let rows = try await database.read { try $0.rows("SELECT state, COUNT(*) FROM media GROUP BY state", []) }
            var counts: [String: Int] = [:]
            for row in rows { counts[try row.text(0)] = Int(try row.integer(1)) }
            files.stored = counts["stored"] ?? 0
            files.failed = counts["failed"] ?? 0
            if counts["waiting"] == nil || ContinuousClock.now > limit { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        try await database.close()
        return files
    }

    /// Waits for every reply, and then for as long as one that is sent again could still come.
    private func settle() async throws {
        var taken = ledger.taken
        var moved = ContinuousClock.now
        while ledger.open > 0, ContinuousClock.now - moved < .seconds(30) {
            try await Task.sleep(for: .milliseconds(50))
            if ledger.taken != taken {
                taken = ledger.taken
                moved = .now
            }
        }
        if let started = keeper.started {
            try await Task.sleep(until: started + Self.uncertainWait + .seconds(1), clock: .continuous)
        }
        let limit = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < limit {
            if await keeper.health()?["under_way"]?.int == 0 { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw HarnessProblem("the host does not come to rest: \(String(describing: await keeper.health()))")
    }
}

extension Verdict {
    /// Nothing is wrong.
    var isClean: Bool {
        files.stored == files.sent && lost == 0 && unaccounted.isEmpty && unexcused == 0 && disordered == 0 && acknowledged == posted
            && Self.isCount(begun) && Self.isCount(counted)
    }
}
