// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Foundation
internal import Synchronization

/// Starts, kills and stops the host, and opens the door to it while it can be reached.
final class Keeper: Sendable {
    private struct Present {
        var process: HostProcess
        var prober: Task<Void, Never>
        var started: ContinuousClock.Instant
    }

    let folder: HostFolder
    private let postman: Postman
    private let ledger: Ledger
    private let fetcher: Fetcher
    private let present = Mutex<Present?>(nil)

    init(_ folder: HostFolder, postman: Postman, ledger: Ledger) throws {
        self.folder = folder
        self.postman = postman
        self.ledger = ledger
        fetcher = try Fetcher()
    }

    var process: HostProcess? { present.withLock { $0?.process } }
    var started: ContinuousClock.Instant? { present.withLock { $0?.started } }

    /// Starts a host. It is let in as soon as it answers at all, which may be before it says that it is ready.
    func start() async throws -> HostProcess {
        try folder.configure(life: ledger.hostStarts())
        let process = try await HostProcess.start(folder)
        let prober = Task {
            while !Task.isCancelled, process.end.value == nil {
                if await health() != nil {
                    if !Task.isCancelled { postman.door.open() }
                    return
                }
                try? await Task.sleep(for: .milliseconds(5))
            }
        }
        present.withLock { $0 = Present(process: process, prober: prober, started: .now) }
        return process
    }

    /// Starts a host and waits until it serves.
    @discardableResult
    func startAndWait() async throws -> HostProcess {
        let process = try await start()
        guard await process.ready.value(within: .seconds(60)) == true else {
            throw HarnessProblem("the host did not start: \(folder.logTail)")
        }
        return process
    }

    /// Kills the host at this moment.
    func kill() async throws {
        guard let present = await leave() else { return }
        ledger.hostDies()
        let end = await present.process.kill()
        guard end == .killed(SIGKILL) else {
            throw HarnessProblem("the host ended by itself: \(String(describing: end))\n\(folder.logTail)")
        }
    }

    /// Asks the host to stop, and tells how it ended; nil where it took longer than `limit`.
    func stop(within limit: Duration) async -> HostProcess.End? {
        guard let process else { return nil }
        // The door stays open: the platform does not know, and finds the host gone in the middle of a delivery.
        process.send(SIGTERM)
        let end = await process.end.value(within: limit)
        _ = await leave()
        return end
    }

    /// What `/health` says, or nil where nobody answers.
    func health() async -> JSON? {
        let request = FetchRequest(url: folder.healthURL, timeout: .seconds(5))
        guard let response = try? await fetcher.fetch(request), response.status == 200 else { return nil }
        return try? JSON(response.body)
    }

    func end() async {
        if let present = await leave() { await present.process.kill() }
        await fetcher.shutdown(grace: .zero)
    }

    private func leave() async -> Present? {
        let leaving = present.withLock { present -> Present? in
            defer { present = nil }
            return present
        }
        leaving?.prober.cancel()
        await leaving?.prober.value
        postman.door.close()
        return leaving
    }
}
