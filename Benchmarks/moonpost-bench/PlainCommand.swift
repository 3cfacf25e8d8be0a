// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Store
internal import WhatsApp

/// The starting line: a plain handler of the web framework, which verifies a webhook and stores its body in a group
/// commit, and reads nothing of it. What it reaches on a machine tells what the other figures mean there.
struct PlainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "plain")

    @Option var port = 18080
    @Option var database: String
    @Option var secret = "bench-app-secret"

    func run() async throws {
        let database = try SQLiteDatabase(path: database)
        let verifier = SignatureVerifier([Secret(secret)])
        let clock = SystemClock()
        let ids = IDGenerator(clock: clock)
        let router = Router()
        router.post("/api/webhooks/whatsapp") { request, _ in
            let signature = request.headers[.init("X-Hub-Signature-256") ?? .authorization]
            let body = Array(buffer: try await request.body.collect(upTo: 4 << 20))
            guard verifier.secret(header: signature, body: body) != nil else { throw HTTPError(.unauthorized) }
            let id = ids.next(UpdateSubject.self).text, now = clock.now
            try await database.write { try InboxRepository.insertWebhook(id, body: body, at: now, in: $0) }
            return "ok"
        }
        try await Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), backlog: 1_024),
            logger: Logger(label: "plain") { _ in SwiftLogNoOpLogHandler() }
        ).runService()
        try await database.close()
    }
}
