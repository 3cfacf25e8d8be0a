// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Fetch
internal import Foundation
internal import Host
internal import Store
internal import WhatsApp

/// `moonpost form key`
struct FormKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Makes the key with which a number reads what people fill in, and uploads its public half to Meta.",
        discussion: """
            The private half is kept in the store, sealed with the key of the installation. A number that has one keeps it; --new makes another, after which \
            phones fetch the new public half by themselves.
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: "The number's name or id.")
    var number: String

    @Flag(help: "Makes a new key though there is one.")
    var new = false

    @Flag(help: "Prints the public half, and does not upload it.")
    var print = false

    func run() async throws {
        let configuration = try store.options.read()
        let keys = try InstallationKey(configuration, store: store.path(configuration)).require()
        let (wanted, isNew) = (number, new)
        let (found, key, isMade) = try await store.withStore(creating: true) { database in
            let number = try await NumberCommand.find(wanted, configuration, database, keys)
            guard number.provider == .cloud else { throw CommandFailure("\"\(number.name)\" goes through Twilio, which has no WhatsApp Flows endpoint") }
            let vault = FormKeyVault(keys)
            let stored = try await database.read { try FormRepository.key(of: number.phoneNumberID, in: $0) }
            if let stored, !isNew { return (number, try vault.open(stored, of: number.phoneNumberID), false) }
            let key = try FormKey()
            let sealed = try vault.seal(key, of: number.phoneNumberID)
            let record = AuditRecord(
                actor: UserCommand.actor, .change, "number:\(number.phoneNumberID)", details: ["form key": "new"], at: SystemClock().now)
            try await database.write { connection in
                try FormRepository.setKey(sealed, of: number.phoneNumberID, at: record.at, in: connection)
                try AuditRepository.append([record], in: connection)
            }
            return (number, key, true)
        }
        Swift.print(isMade ? "made a key for \(found.name)" : "\(found.name) has a key (--new makes another)")
        if self.print {
            Swift.print(key.publicPEM)
        } else {
            try await upload(key, of: found)
            Swift.print("its public half is at Meta now")
        }
        let path = WebhookPath.forms + "/" + found.phoneNumberID
        let address = configuration.server.webhookURL.map { PublicAddress(webhookURL: $0).url(of: path) }
        Swift.print("endpoint for your flows in Meta's Flow Builder: \(address ?? "https://YOUR-HOST\(path) (and set server.webhook_url)")")
    }

    private func upload(_ key: FormKey, of number: Configuration.Number) async throws {
        let endpoint = try GraphEndpoint(
            graphURL: number.graphURL, version: number.graphVersion, phoneNumberID: number.phoneNumberID, token: number.accessToken)
        let fetcher = try Fetcher(Fetcher.Configuration())
        let form = "business_public_key=" + (key.publicPEM.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        let result: Result<FetchResponse, FetchError>
        do throws(FetchError) {
            result = .success(
                try await fetcher.fetch(
                    FetchRequest(
                        method: "POST", url: endpoint.numberURL + "/whatsapp_business_encryption",
                        headers: [
                            (endpoint.authorization.name, endpoint.authorization.value.value), ("Content-Type", "application/x-www-form-urlencoded"),
                        ], body: Array(form.utf8), timeout: .seconds(20))))
        } catch {
            result = .failure(error)
        }
        await fetcher.shutdown()
        let next = "the key is kept; run the command again, or upload what --print shows"
        switch result {
        case .failure(let error): throw CommandFailure("Meta was not reached: \(error.message). \(next)")
        case .success(let response):
            guard !(200..<300).contains(response.status) else { return }
            let reason = (try? JSON(response.body)).flatMap { PlatformError(answer: $0)?.description } ?? "HTTP \(response.status)"
            throw CommandFailure("Meta did not take the public key: \(reason). \(next)")
        }
    }
}
