// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What became of a payment that a message of ours asked for.
///
/// It comes among the statuses, but says nothing of the message's delivery: a payment that failed was asked for by a
/// message that arrived. Source: Meta, "Payments API", statuses of type "payment".
package struct PaymentUpdate: Hashable, Sendable {
    /// The message that asked.
    package var wamid: String
    /// "pending", "captured", "failed" ...
    package var status: String
    /// Our own name of the order.
    package var reference: String?
    /// The provider's id of the transaction.
    package var transaction: String?
    package var person: ContactAliases
    package var timestamp: Timestamp?
    /// As Meta sent it, with the amount.
    package var raw: JSON

    /// Reads a member of `statuses[]`.
    /// - Returns: nil where the id or the status is missing.
    init?(_ object: JSONObject) {
        guard let wamid = object["id"]?.text, !wamid.isEmpty, let status = object["status"]?.text, !status.isEmpty else {
            return nil
        }
        self.wamid = wamid
        self.status = status
        let payment = object["payment"]
        reference = payment?["reference_id"]?.text
        transaction = payment?["transaction"]?["id"]?.text
        person = ContactAliases(status: object)
        timestamp = MetaTime.read(object["timestamp"])
        raw = .object(object)
    }
}
