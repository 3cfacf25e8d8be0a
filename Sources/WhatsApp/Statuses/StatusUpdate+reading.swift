// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension StatusUpdate {
    /// Reads a member of `statuses[]`.
    /// - Returns: nil where the id or the status is missing.
    package init?(_ object: JSONObject) {
        guard let wamid = object["id"]?.text, !wamid.isEmpty, let status = object["status"]?.text, !status.isEmpty
        else {
            return nil
        }
        self.init(
            wamid: wamid,
            status: Status(status),
            timestamp: MetaTime.read(object["timestamp"]),
            recipient: ContactAliases(status: object),
            groupID: object["recipient_type"]?.text == "group" ? object["recipient_id"]?.text : nil,
            callbackData: object["biz_opaque_callback_data"]?.text,
            errors: object["errors"]?.elements?.compactMap { PlatformError($0) } ?? [],
            pricing: object["pricing"].flatMap(Pricing.init),
            conversation: object["conversation"].flatMap(ConversationWindow.init))
    }

    /// The form in which it is stored; ``init(_:)`` reads it.
    package var json: JSON {
        var object: JSONObject = ["id": .string(wamid), "status": .string(status.name)]
        object["timestamp"] = timestamp.map { .integer($0.milliseconds / 1_000) }
        let member = groupID == nil ? "" : "participant_"
        if let groupID {
            object["recipient_type"] = "group"
            object["recipient_id"] = .string(groupID)
        }
        if let phone = recipient.phone { object["recipient_\(member)id"] = .string(phone) }
        if let id = recipient.userID { object["recipient_\(member)user_id"] = .string(id) }
        if let id = recipient.parentUserID { object["recipient_\(member)parent_user_id"] = .string(id) }
        object["biz_opaque_callback_data"] = callbackData.map(JSON.string)
        if !errors.isEmpty { object["errors"] = .array(errors.map(\.json)) }
        object["pricing"] = pricing?.json
        object["conversation"] = conversation?.json
        return .object(object)
    }
}
