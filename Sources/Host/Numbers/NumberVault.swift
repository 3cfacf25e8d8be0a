// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation
package import Store

/// Turns numbers into rows whose secrets are sealed with the key of the installation, and back.
package struct NumberVault: Sendable {
    /// Numbers are in the store, and the key that opens them is not here.
    package struct Locked: Error, CustomStringConvertible {
        package var description: String
    }

    private let keys: [MasterKey]

    /// - Parameter keys: The first one seals; any of them may open, as while the key is changed.
    package init(_ keys: [MasterKey]) { self.keys = keys }

    package func seal(_ number: Configuration.Number, at time: Timestamp) throws -> StoredNumber {
        guard let key = keys.first else { throw Self.noKey }
        let sealed = try key.seal(Self.secrets(of: number).encoded(), for: .credentials, of: "number \(number.phoneNumberID)")
        return StoredNumber(
            id: number.phoneNumberID, name: number.name, settings: Self.settings(of: number), secrets: sealed, createdAt: time,
            updatedAt: time)
    }

    /// - Throws: ``Locked`` where no key opens it.
    package func open(_ stored: StoredNumber) throws -> Configuration.Number {
        guard !keys.isEmpty else { throw Self.noKey }
        var opened: [UInt8]?
        for key in keys where opened == nil {
            do throws(MasterKeyProblem) {
                opened = try key.open(stored.secrets, for: .credentials, of: "number \(stored.id)")
            } catch {
                continue  // another of the keys may open it
            }
        }
        guard let opened else {
            throw Locked(
                description: "the secrets of the number \"\(stored.name)\" were sealed with another key than this one: put the right key "
                    + "back (MOONPOST_KEY, or the file named by [security] key_file), or remove the number and add it again")
        }
        return try Self.number(stored, try JSON(opened))
    }

    private static let noKey = Locked(
        description: "the numbers in the store are sealed, and there is no key: set MOONPOST_KEY, or put back the file named by [security] key_file")

    // MARK: - Rows

    private static func settings(of number: Configuration.Number) -> JSON {
        var object: JSONObject = [
            "provider": .string(number.provider.rawValue), "graph_url": .string(number.graphURL), "graph_version": .string(number.graphVersion),
            "portfolio": .string(number.portfolio),
        ]
        object["business_account_id"] = number.businessAccountID.map(JSON.string)
        object["throughput"] = number.throughput.map { .integer(Int64($0)) }
        object["language"] = number.language.map(JSON.string)
        object["plugins"] = number.plugins.map { .array($0.sorted().map(JSON.string)) }
        if let twilio = number.twilio {
            object["account_sid"] = .string(twilio.accountSID)
            object["api_url"] = .string(twilio.apiURL)
            object["messaging_service_sid"] = twilio.messagingServiceSID.map(JSON.string)
            object["content_buttons"] = .array(twilio.contentButtons.map(JSON.string))
            object["content_lists"] = .array(twilio.contentLists.map(JSON.string))
            object["content_templates"] = .object(JSONObject(twilio.contentTemplates.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        return .object(object)
    }

    private static func secrets(of number: Configuration.Number) -> JSON {
        if let twilio = number.twilio { return ["auth_tokens": .array(twilio.authTokens.map { .string($0.value) })] }
        return [
            "access_token": .string(number.accessToken.value), "verify_token": .string(number.verifyToken.value),
            "app_secrets": .array(([number.appSecret] + number.otherSecrets).map { .string($0.value) }),
        ]
    }

    private static func number(_ stored: StoredNumber, _ secrets: JSON) throws -> Configuration.Number {
        let settings = stored.settings
        func text(_ name: String) -> String? { settings[name]?.text }
        func texts(_ name: String) -> [String] { settings[name]?.elements?.compactMap(\.text) ?? [] }
        let throughput = settings["throughput"]?.int.map(Int.init)
        var number: Configuration.Number
        switch Configuration.Provider(rawValue: text("provider") ?? "") {
        case .twilio:
            let templates = (settings["content_templates"]?.object ?? [:]).compactMap { pair in pair.value.text.map { (pair.key, $0) } }
            let twilio = Configuration.Twilio(
                accountSID: text("account_sid") ?? "", authTokens: secrets["auth_tokens"]?.elements?.compactMap { $0.text.map(Secret.init) } ?? [],
                messagingServiceSID: text("messaging_service_sid"), contentButtons: texts("content_buttons"), contentLists: texts("content_lists"),
                contentTemplates: Dictionary(templates, uniquingKeysWith: { first, _ in first }), apiURL: text("api_url") ?? "")
            number = Configuration.Number(
                name: stored.name, number: stored.id, twilio: twilio, throughput: throughput, portfolio: text("portfolio"))
        case .cloud:
            let known = secrets["app_secrets"]?.elements?.compactMap { $0.text.map(Secret.init) } ?? []
            guard let secret = known.first, !secret.isEmpty, let token = secrets["access_token"]?.text else {
                throw Locked(description: "the secrets of the number \"\(stored.name)\" are not complete: remove it and add it again")
            }
            number = Configuration.Number(
                name: stored.name, phoneNumberID: stored.id, businessAccountID: text("business_account_id"), accessToken: Secret(token),
                appSecret: secret, verifyToken: Secret(secrets["verify_token"]?.text ?? ""), graphURL: text("graph_url") ?? "",
                graphVersion: text("graph_version") ?? "", throughput: throughput, portfolio: text("portfolio") ?? "")
            number.otherSecrets = Array(known.dropFirst())
        case nil: throw Locked(description: "the number \"\(stored.name)\" is of a provider that this version does not know")
        }
        number.language = text("language")
        number.plugins = settings["plugins"]?.elements.map { Set($0.compactMap(\.text)) }
        return number
    }
}
