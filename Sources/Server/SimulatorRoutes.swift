// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle
internal import Simulator

/// `/simulator`: the phone page and the stand-in Graph API.
struct SimulatorRoutes: Sendable {
    let simulator: Simulator

    /// A file of 100 MB with what is around it.
    private static let largestBody = 101 << 20

    func add(to router: Router<ServerContext>) {
        for path in ["/simulator", "/simulator/**"] as [RouterPath] {
            router.get(path) { request, _ in try await respond(to: request) }
            router.post(path) { request, _ in try await respond(to: request) }
            router.put(path) { request, _ in try await respond(to: request) }
            router.delete(path) { request, _ in try await respond(to: request) }
        }
        router.get("/") { _, _ in Response.redirect(to: "/simulator", type: .found) }
    }

    private func respond(to request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.largestBody)
        let query = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
        var headers = request.headers.map { ($0.name.rawName.lowercased(), $0.value) }
        if let host = request.head.authority { headers.append(("host", host)) }
        let response = await simulator.respond(to: SimulatorRequest(
            method: request.method.rawValue, path: request.uri.path.removingPercentEncoding ?? request.uri.path,
            query: Dictionary(query, uniquingKeysWith: { first, _ in first }),
            headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }), body: Array(buffer: body)))
        var fields = HTTPFields()
        for (name, value) in response.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let status = HTTPResponse.Status(code: response.status)
        switch response.body {
        case .bytes(let bytes):
            return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .events(let events):
            return Response(
                status: status, headers: fields,
                body: ResponseBody { writer in
                    for await event in events.cancelOnGracefulShutdown() {
                        try await writer.write(ByteBuffer(bytes: event))
                    }
                    try await writer.finish(nil)
                })
        case .cut:
            // A body that is announced and never comes: the connection ends in the middle of the answer.
            return Response(status: .ok, body: ResponseBody(contentLength: 1) { _ in throw ConnectionCut() })
        }
    }
}

/// The simulator was told to end a connection without an answer.
struct ConnectionCut: Error {}
