// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Synchronization

/// A Graph API on a loopback port: takes every message, records it, and answers as Meta does.
final class GraphStandIn: Sendable {
    /// Called for every message that is taken, before it is answered.
    typealias Taken = @Sendable (Acceptance) -> Int
    /// Called with the position that ``Taken`` gave, when the answer goes out.
    typealias Answered = @Sendable (Int) -> Void

    let url: String
    private let server: Task<Void, any Error>

    private init(url: String, server: Task<Void, any Error>) {
        self.url = url
        self.server = server
    }

    static func start(seed: UInt64, taken: @escaping Taken, answered: @escaping Answered) async throws -> GraphStandIn {
        let chance = Mutex((SeededGenerator(seed: seed), 0))
        let router = Router()
        router.post("/lives/:life/:version/:number/messages") { request, context in
            guard context.parameters.get("number") == HostFolder.number,
                request.headers[.authorization] == "Bearer the-access-token-of-a-test"
            else { return Self.json(["error": ["code": 190, "message": "wrong number or token"]], .unauthorized) }
            let body = try JSON(Array(buffer: try await request.body.collect(upTo: 1 << 20)))
            guard let to = body["to"]?.text, let text = body["text"]?["body"]?.text else {
                return Self.json(["success": true])
            }
            let (delay, count) = chance.withLock { chance in
                chance.1 += 1
                return (chance.0.milliseconds(0...40), chance.1)
            }
            let wamid = "wamid.STANDIN\(count)"
            let position = taken(
                Acceptance(
                    outgoing: body["biz_opaque_callback_data"]?.text ?? "", wamid: wamid, to: to, text: text,
                    life: context.parameters.get("life").flatMap { Int($0) } ?? 0, arrived: .now))
            // Meta takes its time too, and a kill is to find requests on their way.
            try? await Task.sleep(for: delay)
            answered(position)
            return Self.json([
                "messaging_product": "whatsapp", "contacts": [["input": .string(to), "wa_id": .string(to)]],
                "messages": [["id": .string(wamid)]],
            ])
        }
        // Files: where they are, and they themselves. One request in twenty fails.
        let address = Promise<String>()
        router.get("/lives/:life/:version/:number") { _, context in
            if chance.withLock({ $0.0.once(in: 20) }) { return Self.json(["error": ["code": 131000]], .serviceUnavailable) }
            let file = StandInFile(id: context.parameters.get("number") ?? "")
            return Self.json([
                "url": .string("\(address.value ?? "")/files/\(file.id)"), "mime_type": "image/jpeg", "sha256": .string(file.sha256),
                "file_size": .integer(Int64(file.bytes.count)), "id": .string(file.id),
            ])
        }
        router.get("/files/:media") { request, context in
            guard request.headers[.authorization] == "Bearer the-access-token-of-a-test" else { return Self.json([:], .unauthorized) }
            if chance.withLock({ $0.0.once(in: 20) }) { return Self.json([:], .serviceUnavailable) }
            return Response(
                status: .ok, headers: [.contentType: "image/jpeg"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: StandInFile(id: context.parameters.get("media") ?? "").bytes)))
        }
        let port = Promise<Int>()
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), backlog: 1_024),
            onServerRunning: { channel in port.fulfill(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "stand-in") { _ in SwiftLogNoOpLogHandler() })
        let server = Task { try await application.run() }
        guard let number = await port.value(within: .seconds(10)), number > 0 else {
            server.cancel()
            throw HarnessProblem("the stand-in does not listen")
        }
        address.fulfill("http://127.0.0.1:\(number)")
        return GraphStandIn(url: "http://127.0.0.1:\(number)", server: server)
    }

    func stop() async {
        server.cancel()
        _ = await server.result
    }

    private static func json(_ value: JSON, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.encoded())))
    }
}
