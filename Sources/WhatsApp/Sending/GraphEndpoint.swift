// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Where one number's requests go, and with what.
package struct GraphEndpoint: Hashable, Sendable {
    /// Meta's own address.
    package static let defaultURL = "https://graph.facebook.com"
    /// The version used where the configuration names none.
    package static let defaultVersion = "v25.0"

    /// Why an endpoint cannot be built.
    package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// The configuration key that is wrong.
        package var key: String
        package var description: String
    }

    /// A header of a request. The value may be a secret, so it shows itself to nobody.
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: Secret
    }

    /// `GET` here tells about the number.
    package let numberURL: String
    /// `POST` here sends messages, read receipts and typing indicators.
    package let messagesURL: String
    /// `POST` here uploads a file.
    package let mediaURL: String
    /// What every request carries; the content type is that of messages.
    package let headers: [Header]
    /// Of ``headers`` the one that says who asks.
    package var authorization: Header { headers[0] }
    /// `GET` here says where the file of this id is, for 5 minutes. nil where `id` is no id.
    package func fileURL(_ id: String) -> String? {
        guard !id.isEmpty, id.utf8.allSatisfy(Self.isIDCharacter) else { return nil }
        return "\(versionURL)/\(id)?phone_number_id=\(phoneNumberID)"
    }
    private let versionURL: String
    private let phoneNumberID: String

    /// - Throws: ``Problem`` where a part would not make a sound address, with the key to correct.
    package init(graphURL: String = defaultURL, version: String = defaultVersion, phoneNumberID: String, token: Secret)
        throws(Problem)
    {
        guard let base = BaseAddress.sound(graphURL) else {
            throw Problem(
                key: "graph_url", description: "\"\(graphURL)\" is not an address like \"\(Self.defaultURL)\"")
        }
        let path = version.utf8
        guard path.first == UInt8(ascii: "v"), path.count > 1, path.count <= 16,
            path.dropFirst().allSatisfy({ $0 == UInt8(ascii: ".") || $0 &- UInt8(ascii: "0") < 10 })
        else {
            throw Problem(
                key: "graph_version", description: "\"\(version)\" is not a version like \"\(Self.defaultVersion)\"")
        }
        guard !phoneNumberID.isEmpty, phoneNumberID.utf8.allSatisfy(Self.isIDCharacter) else {
            throw Problem(key: "phone_number_id", description: "\"\(phoneNumberID)\" is not an id: it has digits only")
        }
        guard !token.isEmpty, token.value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(
                key: "access_token", description: "the access token is empty or has spaces or line breaks in it")
        }
        self.phoneNumberID = phoneNumberID
        versionURL = "\(base)/\(version)"
        let root = "\(versionURL)/\(phoneNumberID)"
        numberURL = root
        messagesURL = root + "/messages"
        mediaURL = root + "/media"
        headers = [
            Header(name: "Authorization", value: Secret("Bearer " + token.value)),
            Header(name: "Content-Type", value: Secret("application/json")),
        ]
    }

    /// `GET` here lists a page of an account's templates, the first where `cursor` is nil.
    /// - Returns: nil where `account` is no id.
    package func templatesURL(account: String, after cursor: String?) -> String? {
        let fields = "id,name,language,status,category,parameter_format,components,quality_score,rejected_reason"
        let page = cursor.map { "&after=" + Self.escaped($0) } ?? ""
        return templatesURL(account: account).map { "\($0)?limit=100&fields=\(fields)\(page)" }
    }

    /// `POST` here creates a template of an account. nil where `account` is no id.
    package func templatesURL(account: String) -> String? {
        guard !account.isEmpty, account.utf8.allSatisfy(Self.isIDCharacter) else { return nil }
        return "\(versionURL)/\(account)/message_templates"
    }

    /// `DELETE` here deletes the template of this id, or, where that is nil, a name in all of its languages. nil where `account` is no id.
    package func templatesURL(account: String, deleting name: String, id: String?) -> String? {
        let one = id.map { "hsm_id=" + Self.escaped($0) + "&" } ?? ""
        return templatesURL(account: account).map { "\($0)?\(one)name=\(Self.escaped(name))" }
    }

    /// `POST` here edits the template of this id. nil where it is none.
    package func templateURL(_ id: String) -> String? {
        guard !id.isEmpty, id.utf8.allSatisfy(Self.isIDCharacter) else { return nil }
        return "\(versionURL)/\(id)"
    }

    /// `GET` here lists the apps that get an account's webhooks. nil where `account` is no id.
    package func subscriptionsURL(account: String) -> String? {
        guard !account.isEmpty, account.utf8.allSatisfy(Self.isIDCharacter) else { return nil }
        return "\(versionURL)/\(account)/subscribed_apps"
    }

    /// Percent-encoded but for what RFC 3986 calls unreserved.
    private static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            if isIDCharacter(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "~") {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }

    /// Simulators use letters too.
    private static func isIDCharacter(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}
