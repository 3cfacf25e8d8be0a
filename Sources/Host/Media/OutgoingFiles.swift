// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Foundation
internal import Store
internal import WhatsApp

/// Gives the platform the files of a message before it is sent: those that came with other messages, and those that stand at an
/// address. Meta gets them uploaded, once in its 30 days for each number; Twilio gets an address of ours.
///
/// Why no address goes to Meta: it accepts a message whose file it cannot fetch, and nobody ever sees it.
final class OutgoingFiles: Sendable {
    private let folder: MediaFolder
    private let links: MediaLinks
    private let settings: Configuration.Media
    private let database: any Database
    private let http: any HTTPFetching
    private let web: any WebFetching
    private let clock: any Clock
    private let ids: IDGenerator

    private static let transfer = Duration.seconds(300)
    /// Meta forgets what was uploaded after 30 days; a day before, it is uploaded again.
    private static let uploadLifetime = Duration.seconds(29 * 86_400)
    /// How long what stood at an address is taken to be there still: a campaign sends one picture to thousands.
    private static let fetchedLifetime = Duration.seconds(600)
    /// How long an address of ours works that Twilio fetches: longer than Twilio holds a message back (4 hours).
    private static let linkLifetime = Duration.seconds(86_400)

    init(
        folder: MediaFolder, links: MediaLinks, settings: Configuration.Media, database: any Database, http: any HTTPFetching,
        web: any WebFetching, clock: any Clock, ids: IDGenerator
    ) {
        self.folder = folder
        self.links = links
        self.settings = settings
        self.database = database
        self.http = http
        self.web = web
        self.clock = clock
        self.ids = ids
    }

    /// The message as it can be sent from this number.
    /// - Throws: ``NotYetSendable``; ``MessageProblem`` or ``Unsendable`` where it never can.
    func give(_ message: OutboundMessage, from number: HostNumber) async throws -> OutboundMessage {
        let files = message.files
        guard !files.isEmpty else { return message }
        var sources: [OutboundMessage.Media: OutboundMessage.Media.Source] = [:]
        for file in files where sources[file] == nil { sources[file] = try await source(of: file, for: number) }
        return message.replacingFiles { file in
            var file = file
            file.source = sources[file] ?? file.source
            return file
        }
    }

    /// The platform cannot use what was uploaded: the next attempt uploads it again.
    func forget(_ message: OutboundMessage, of number: String) async throws {
        let uploads = message.files.compactMap { if case .id(let id) = $0.source { id } else { nil } }
        guard !uploads.isEmpty else { return }
        try await database.write { connection in
            for id in uploads { try MediaRepository.forgetUpload(id, number: number, in: connection) }
        }
    }

    private func source(of file: OutboundMessage.Media, for number: HostNumber) async throws -> OutboundMessage.Media.Source {
        switch (file.source, number.transport) {
        case (.id(let id), _):
            guard let media = try await received(id) else { return file.source }
            try check(media.file, as: file.kind, media.mime, media.bytes)
            guard case .cloud(let endpoint) = number.transport else { return .link(links.url(of: id, until: clock.now + Self.linkLifetime)) }
            return .id(try await upload(media.file, media.mime, media.bytes, name: file.filename ?? media.name, to: endpoint, of: number.id))
        case (.link(let link), .cloud(let endpoint)):
            guard settings.uploadsLinks else { return file.source }
            let found = try await fetch(link, as: file.kind)
            try check(found.file, as: file.kind, found.mime, found.bytes)
            let name = file.filename ?? String(link.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? "file")
            return .id(try await upload(found.file, found.mime, found.bytes, name: name, to: endpoint, of: number.id))
        case (.link, .twilio): return file.source
        }
    }

    private func check(_ file: String, as kind: MediaKind, _ mime: String, _ bytes: Int) throws {
        let head = try onDisk { try folder.head(of: file, WebPHead.length) }
        if let problem = kind.problem(mime: mime, bytes: bytes, head: head) { throw problem }
    }

    /// A file that came with a message; nil where the id is not one of ours but the platform's.
    private func received(_ id: String) async throws -> (file: String, mime: String, bytes: Int, name: String)? {
        guard let media = try await database.read({ try MediaRepository.media(UpdateID(stored: id), in: $0) }) else { return nil }
        switch media.state {
        case .stored:
            guard let file = media.file, let bytes = media.bytes, folder.size(of: file) == bytes else {
                throw Unsendable("the file \(id) is missing from the folder for media")
            }
            return (file, media.mime, bytes, media.filename ?? id)
        case .waiting: throw NotYetSendable(description: "the file \(id) is not here yet")
        case .failed: throw Unsendable("the file \(id) was never fetched: \(media.error ?? "")")
        case .deleted: throw Unsendable("the file \(id) has been kept long enough and is deleted")
        }
    }

    /// Takes what stands at an address onto the disk.
    private func fetch(_ link: String, as kind: MediaKind) async throws -> FetchedFile {
        let now = clock.now
        let since = Timestamp(milliseconds: now.milliseconds - Self.fetchedLifetime.milliseconds)
        if let known = try await database.read({ try MediaRepository.fetched(link, since: since, in: $0) }), folder.size(of: known.file) == known.bytes {
            return known
        }
        let address: WebAddress
        do throws(FetchError) {
            address = try WebAddress(link)
        } catch {
            throw Unsendable("the file's address cannot be fetched: \(error.message)")
        }
        let path = try onDisk { try folder.arriving(ids.next(UpdateSubject.self).text) }
        defer { unlink(path) }
        let found = try await fetch(address, as: kind, to: path, at: now)
        // The row goes first: a file without one would stay on the disk for ever.
        try await database.write { try MediaRepository.keepFetched(found, at: link, in: $0) }
        try onDisk { try folder.keep(path, as: found.file) }
        return found
    }

    private func onDisk<Result>(_ body: () throws -> Result) throws(NotYetSendable) -> Result {
        do {
            return try body()
        } catch {
            throw NotYetSendable(description: "the folder for files cannot be used: \(error)")
        }
    }

    private func fetch(_ address: WebAddress, as kind: MediaKind, to path: String, at now: Timestamp) async throws -> FetchedFile {
        do throws(FetchError) {
            let output = try FetchOutput(path: path)
            var request = WebRequest(address, timeout: Self.transfer, maximumResponse: kind.limit) { _ in nil }
            request.output = output
            let response = try await web.fetch(request)
            guard response.status == 200 else {
                let reason = "\(address.authority) answers \(response.status) for the file"
                throw FetchError(code: response.status >= 500 || response.status == 429 ? .broken : .invalidRequest, message: reason, requestWasWritten: true)
            }
            let content = try output.finish()
            return FetchedFile(
                file: Hexadecimal.text(content.sha256), mime: response.header("content-type") ?? "application/octet-stream",
                bytes: content.bytes, fetchedAt: now)
        } catch {
            switch error.code {
            case .tooLarge:
                throw Unsendable("the file has more bytes than WhatsApp takes for \(kind.rawValue): \(kind.limit) (131053)")
            case .invalidRequest, .forbidden, .notGranted, .badRedirect: throw Unsendable("the file's address cannot be fetched: \(error.message)")
            default: throw NotYetSendable(description: "the file's address cannot be fetched: \(error.message)")
            }
        }
    }

    private func upload(
        _ file: String, _ mime: String, _ bytes: Int, name: String, to endpoint: GraphEndpoint, of number: String
    ) async throws -> String {
        let now = clock.now
        let since = Timestamp(milliseconds: now.milliseconds - Self.uploadLifetime.milliseconds)
        if let known = try await database.read({
            try MediaRepository.upload(file, mime: mime, number: number, since: since, in: $0)
        }) { return known }
        let form = UploadForm(mime: mime, filename: name, boundary: "moonpost" + ids.next(UpdateSubject.self).text)
        var request = FetchRequest(
            method: "POST", url: endpoint.mediaURL,
            headers: [(endpoint.authorization.name, endpoint.authorization.value.value), ("Content-Type", form.contentType)],
            timeout: Self.transfer)
        request.upload = FetchUpload(before: form.before, path: folder.path(of: file), length: bytes, after: form.after)
        let response: FetchResponse
        do throws(FetchError) {
            response = try await http.fetch(request)
        } catch {
            throw NotYetSendable(description: "the file was not uploaded: \(error.message)")
        }
        let answer = try? JSON(response.body)
        if response.status == 200, let id = answer?["id"]?.text {
            try await database.write {
                try MediaRepository.keepUpload(id, of: file, mime: mime, number: number, at: now, in: $0)
            }
            return id
        }
        switch SendOutcome.decide(status: response.status, body: response.body) {
        case .refused(let error, let action) where action == .never || action == .uploadAgain:
            throw Unsendable("the file was not uploaded: \(error)")
        default:
            let error = answer?["error"]?["message"]?.text ?? "HTTP \(response.status)"
            throw NotYetSendable(description: "the file was not uploaded: \(error)")
        }
    }
}
