// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Synchronization
internal import WhatsApp

/// The platform's side of the webhooks: it signs them and delivers each again until it is answered 200.
final class Postman: Sendable {
    let door = Door()
    private let fetcher: Fetcher
    private let url: String
    private let refused = Mutex<[Int: Int]>([:])

    init(_ folder: HostFolder) throws {
        fetcher = try Fetcher(.init(connectionsPerHost: 300, totalConnections: 300))
        url = folder.webhookURL
    }

    /// Answers other than 200, by status. A 5xx is tried again; nothing that is sent here deserves a 4xx.
    var refusals: [Int: Int] { refused.withLock { $0 } }

    /// Delivers until it is acknowledged; false where it never was, because the test is over.
    func deliver(_ body: [UInt8]) async -> Bool {
        let signature = Signature.sign(body, secret: HostFolder.secret)
        let request = FetchRequest(
            method: "POST", url: url,
            headers: [("Content-Type", "application/json"), (Signature.headerName, signature)], body: body,
            timeout: .seconds(60))
        while true {
            await door.pass()
            if door.isRemoved { return false }
            do {
                let response = try await fetcher.fetch(request)
                if response.status == 200 { return true }
                refused.withLock { $0[response.status, default: 0] += 1 }
                if response.status < 500 { return false }
            } catch {
                // Nobody there, or it died before it answered: whether it took the webhook is unknown, so again.
                await Task.yield()
            }
        }
    }

    func end() async {
        door.remove()
        await fetcher.shutdown(grace: .zero)
    }
}
