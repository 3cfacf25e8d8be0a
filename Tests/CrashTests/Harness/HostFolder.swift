// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation

/// A folder with everything that one host needs: config.toml, flows, the database and the log.
struct HostFolder: Sendable {
    static let number = "106540352242922"
    static let secret = Secret("the app secret of a test")
    static let verifyToken = "the verify token of a test"

    let path: String
    let port: Int
    private let graphURL: String
    private let uncertainWait: String

    var configuration: String { path + "/config.toml" }
    var log: String { path + "/host.log" }
    var database: String { path + "/data/moonpost.db" }
    var webhookURL: String { "http://127.0.0.1:\(port)/api/webhooks/whatsapp" }
    var healthURL: String { "http://127.0.0.1:\(port)/health" }

    /// - Parameters:
    ///   - flows: Sources by the names of their files.
    ///   - uncertainWait: In words, such as "2 seconds".
    init(graphURL: String, flows: [String: String], uncertainWait: String = "2 seconds") throws {
        path = FileManager.default.temporaryDirectory.appending(path: "moonpost-crash-\(UUID().uuidString)").path
        port = try Self.unusedPort()
        try FileManager.default.createDirectory(atPath: path + "/flows", withIntermediateDirectories: true)
        for (name, source) in flows {
            try source.write(toFile: path + "/flows/" + name, atomically: true, encoding: .utf8)
        }
        self.graphURL = graphURL
        self.uncertainWait = uncertainWait
        try configure(life: 1)
    }

    /// Writes the configuration for the host's next life: the address of the Graph API tells which it is.
    func configure(life: Int) throws {
        let text = """
            [server]
            host = "127.0.0.1"
            port = \(port)

            [database]
            cache = "8 MiB"

            [sending]
            uncertain_wait = "\(uncertainWait)"

            [limits]
            throughput = "unlimited"
            pair_burst = "unlimited"
            inbound_per_minute = "unlimited"

            [[numbers]]
            name = "test"
            phone_number_id = "\(Self.number)"
            access_token = "the-access-token-of-a-test"
            app_secret = "\(Self.secret.value)"
            verify_token = "\(Self.verifyToken)"
            graph_url = "\(graphURL)/lives/\(life)"

            """
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }

    /// The end of the log, for the message of a test that failed.
    var logTail: String {
        let lines = ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "no log").split(separator: "\n")
        return lines.suffix(30).joined(separator: "\n")
    }

    /// A port below those that the system gives away by itself, so that nobody gets it while the host is down.
    private static func unusedPort() throws -> Int {
        for _ in 0..<200 {
            let port = Int.random(in: 18_000..<32_000)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else { break }
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let isFree = withUnsafeBytes(of: &address) { bytes in
                bind(
                    descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                    socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
            if isFree { return port }
        }
        throw HarnessProblem("no port is free")
    }
}

/// The test itself cannot go on.
struct HarnessProblem: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
