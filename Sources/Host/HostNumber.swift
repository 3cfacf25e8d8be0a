// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import WhatsApp

/// One of our numbers, ready to receive and to send.
package struct HostNumber: Sendable {
    /// The platform's id of it.
    package var id: String
    package var name: String
    package var appSecret: Secret
    package var verifyToken: Secret
    package var endpoint: GraphEndpoint
    /// The platform's id of the account that it belongs to, where it is known.
    package var account: String?
    package var portfolio: String

    /// - Throws: `GraphEndpoint.Problem` where the address makes no sense.
    package init(_ number: Configuration.Number) throws(GraphEndpoint.Problem) {
        id = number.phoneNumberID
        name = number.name
        appSecret = number.appSecret
        verifyToken = number.verifyToken
        account = number.businessAccountID
        portfolio = number.portfolio
        endpoint = try GraphEndpoint(
            graphURL: number.graphURL, version: number.graphVersion, phoneNumberID: number.phoneNumberID,
            token: number.accessToken)
    }

    /// What scripts see as `chat.number`.
    var json: JSON { ["name": .string(name), "id": .string(id)] }
}
