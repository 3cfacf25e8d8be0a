// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Logging
internal import Store
internal import Synchronization
internal import WhatsApp

/// Fetches the files that come with messages, as soon as these are stored, and again after failures and restarts until they are here
/// or never will be.
final class MediaDownloads: Sendable {
    private struct State {
        /// Those that are fetched now, or wait for their next attempt.
        var known: Set<UpdateID> = []
        var sleepers: [UpdateID: Task<Void, Never>] = [:]
        var waiters: [UpdateID: [UInt64: CheckedContinuation<Void, Never>]] = [:]
        var lastWaiter: UInt64 = 0
        var isStopping = false
    }

    let folder: MediaFolder
    private let settings: Configuration.Media
    private let numbers: NumberBook
    private let database: any Database
    private let http: any HTTPFetching
    private let clock: any Clock
    private let ids: IDGenerator
    private let activity: Activity
    private let logger: Logger
    private let state = Mutex(State())
    private let scheduler: LaneScheduler<StoredMedia>
    private let works: Weak

    private static let noNumber = "its number was removed: it is fetched if that comes back (moonpost number add)"
    private static let mostAtOnce = 8
    private static let locating = Duration.seconds(10)
    private static let fetching = Duration.seconds(300)

    /// The scheduler works for this, and this owns the scheduler: it breaks the circle.
    private final class Weak: Sendable {
        private let owner = Mutex<MediaDownloads?>(nil)
        func set(_ owner: MediaDownloads?) { self.owner.withLock { $0 = owner } }
        func get() -> MediaDownloads? { owner.withLock { $0 } }
    }

    init(
        folder: MediaFolder, settings: Configuration.Media, numbers: NumberBook, database: any Database, http: any HTTPFetching,
        clock: any Clock, ids: IDGenerator, activity: Activity, logger: Logger
    ) {
        self.folder = folder
        self.settings = settings
        self.numbers = numbers
        self.database = database
        self.http = http
        self.clock = clock
        self.ids = ids
        self.activity = activity
        self.logger = logger
        let works = Weak()
        self.works = works
        scheduler = LaneScheduler(mostActive: Self.mostAtOnce, activity: activity) { _, media in await works.get()?.fetch(media) }
        works.set(self)
    }

    /// Takes files that were committed just now.
    func begin(_ media: [StoredMedia]) {
        for media in media {
            let isNew = state.withLock { !$0.isStopping && $0.known.insert(media.id).inserted }
            if isNew { scheduler.add(media, to: media.id.text) }
        }
    }

    /// Takes up what an earlier run left.
    func recover() async throws {
        do {
            try folder.clearArriving()
        } catch {
            logger.warning("files that never arrived are still on the disk", metadata: ["error": "\(error)"])
        }
        var last: UpdateID?
        while true {
            let after = last
            let page = try await database.read { try MediaRepository.waiting(after: after, limit: 1_000, in: $0) }
            guard !page.isEmpty else { return }
            for media in page { schedule(media) }
            last = page.last?.id
        }
    }

    func stop() {
        let sleepers = state.withLock { state in
            state.isStopping = true
            return Array(state.sleepers.values)
        }
        scheduler.stop()
        for sleeper in sleepers { sleeper.cancel() }
        for id in state.withLock({ Array($0.waiters.keys) }) { wake(id) }
    }

    func end() { works.set(nil) }

    // MARK: - Waiting for one

    /// Returns when the file is here or never will be, at `deadline` at the latest.
    func settled(_ id: UpdateID, until deadline: Timestamp) async {
        guard deadline > clock.now else { return }
        let waiter = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        let alarm = Task { [clock] in
            do {
                try await clock.sleep(until: deadline)
            } catch {
                return  // it was settled before
            }
            self.wake(id, waiter)
        }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let waits = state.withLock { state in
                guard state.known.contains(id), !state.isStopping else { return false }
                state.waiters[id, default: [:]][waiter] = continuation
                return true
            }
            guard waits else { return continuation.resume() }
            // Whoever waits is not under way; whoever wakes it says that it is again.
            activity.end()
        }
        alarm.cancel()
    }

    private func wake(_ id: UpdateID, _ waiter: UInt64? = nil) {
        let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            if let waiter { return [state.waiters[id]?.removeValue(forKey: waiter)].compactMap(\.self) }
            return Array((state.waiters.removeValue(forKey: id) ?? [:]).values)
        }
        for continuation in woken {
            activity.begin()
            continuation.resume()
        }
    }

    // MARK: - One attempt

    private func schedule(_ media: StoredMedia) {
        guard let time = media.notBefore, time > clock.now else { return begin([media]) }
        let sleeper = Task { [clock] in
            do {
                try await clock.sleep(until: time)
            } catch {
                return  // the host stops
            }
            self.state.withLock { $0.sleepers[media.id] = nil }
            self.scheduler.add(media, to: media.id.text)
        }
        let stops = state.withLock { state in
            state.known.insert(media.id)
            state.sleepers[media.id] = sleeper
            return state.isStopping
        }
        if stops { sleeper.cancel() }
    }

    private func fetch(_ media: StoredMedia) async {
        if state.withLock({ $0.isStopping }) { return }
        var download = MediaDownload(media, largest: settings.largest)
        let arriving: String
        do {
            arriving = try folder.arriving(media.id.text)
        } catch {
            return await conclude(download.unkept("the folder for files cannot be used: \(error)"), download.media)
        }
        var action = download.begin()
        while true {
            switch action {
            case .locate(let id): action = await locate(id, &download)
            case .fetch(let link): action = await fetch(link, to: arriving, &download)
            case .keep(let file, _):
                do {
                    try folder.keep(arriving, as: file)
                    return await conclude(action, download.media)
                } catch {
                    action = download.unkept("the file cannot be kept: \(error)")
                }
            case .retry, .fail:
                do {
                    try folder.remove(at: arriving)
                } catch {
                    logger.warning("what arrived of a file is still on the disk", metadata: ["error": "\(error)"])
                }
                return await conclude(action, download.media)
            }
        }
    }

    private func locate(_ id: String, _ download: inout MediaDownload) async -> MediaDownload.Action {
        guard let transport = numbers[download.media.number]?.transport else { return download.unkept(Self.noNumber) }
        guard let url = transport.fileURL(id) else { return .fail(reason: "\"\(id)\" is not the id of a file") }
        do throws(FetchError) {
            let response = try await http.fetch(
                FetchRequest(url: url, headers: transport.credentials, timeout: Self.locating, maximumResponse: 64 << 10))
            let answer = try? JSON(response.body)
            guard response.status == 200, let answer else {
                return download.refused(status: response.status, answer.flatMap(PlatformError.init(answer:)))
            }
            return download.located(answer)
        } catch {
            return download.failed(error)
        }
    }

    private func fetch(_ link: String, to path: String, _ download: inout MediaDownload) async -> MediaDownload.Action {
        guard let transport = numbers[download.media.number]?.transport else { return download.unkept(Self.noNumber) }
        do throws(FetchError) {
            let output = try FetchOutput(path: path)
            var request = WebRequest(
                try WebAddress(link), headers: transport.credentials, timeout: Self.fetching, maximumResponse: settings.largest
            ) { _ in nil }
            request.output = output
            // Of what is not on the public internet a platform may name its own host alone: a stand-in's.
            let web = GuardedFetcher(http, privateHosts: [transport.host].compactMap(\.self))
            let response = try await web.fetch(request)
            guard (200..<300).contains(response.status) else {
                return download.refused(status: response.status, nil)
            }
            return download.arrived(try output.finish())
        } catch {
            return download.failed(error)
        }
    }

    /// Stores what came of an attempt, and wakes whoever waits for it.
    private func conclude(_ action: MediaDownload.Action, _ tried: StoredMedia) async {
        var media = tried
        let now = clock.now
        media.attempts += 1
        var incident: Incident?
        switch action {
        case .keep(let file, let bytes):
            (media.state, media.file, media.bytes, media.error, media.notBefore) = (.stored, file, bytes, nil, nil)
        case .retry(let delay, let reason) where now + delay - media.createdAt < MediaDownload.longestTrying:
            (media.notBefore, media.error) = (now + delay, reason)
            logger.warning("file not fetched yet", metadata: ["message": "\(media.id)", "reason": "\(reason)"])
        case .retry(_, let reason), .fail(let reason):
            (media.state, media.notBefore, media.error) = (.failed, nil, reason)
            logger.error("file will never be here", metadata: ["message": "\(media.id)", "reason": "\(reason)"])
            incident = Incident(
                id: ids.next(UpdateSubject.self).text, level: .error, kind: "media.failed", plugin: nil,
                summary: "the \(media.kind) of a message was not fetched: \(reason)",
                details: ["message": .string(media.id.text), "number": .string(media.number)], createdAt: now)
        case .locate, .fetch: return
        }
        let (settled, told) = (media, incident)
        do {
            try await database.write { connection in
                let isFirst = try MediaRepository.settle(settled, in: connection)
                if let told, isFirst { try IncidentRepository.insert(told, in: connection) }
            }
        } catch is DatabaseClosed {
            return
        } catch {
            // The row is as it was: the file is fetched again.
            logger.error("what became of a file is not stored; it is fetched again", metadata: ["message": "\(media.id)", "error": "\(error)"])
            media = tried
            media.notBefore = now + .seconds(5)
        }
        if media.state == .waiting {
            schedule(media)
        } else {
            state.withLock { _ = $0.known.remove(media.id) }
            wake(media.id)
        }
    }
}
