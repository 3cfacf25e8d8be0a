// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What happens to a voice call between a person and the number.
///
/// Source: Meta, "WhatsApp Business Calling API": `calls[]` (connect, terminate) and `statuses[]` of type "call".
package struct CallUpdate: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        /// Somebody calls; with the session that a media server needs to answer.
        case connect
        case terminate
        case ringing, accepted, rejected
        case unknown(String)

        init(_ name: String) {
            switch name.lowercased() {
            case "connect": self = .connect
            case "terminate": self = .terminate
            case "ringing": self = .ringing
            case "accepted": self = .accepted
            case "rejected": self = .rejected
            default: self = .unknown(name)
            }
        }

        package var name: String {
            switch self {
            case .connect: "connect"
            case .terminate: "terminate"
            case .ringing: "ringing"
            case .accepted: "accepted"
            case .rejected: "rejected"
            case .unknown(let name): name
            }
        }
    }

    package enum Direction: String, Hashable, Sendable {
        case fromPerson = "USER_INITIATED"
        case fromBusiness = "BUSINESS_INITIATED"
    }

    /// Meta's id of the call ("wacid").
    package var id: String
    package var event: Event
    /// Nil in statuses: those are of calls that the business makes.
    package var direction: Direction?
    package var person: ContactAliases
    package var timestamp: Timestamp?
    /// "COMPLETED" or "FAILED", once it is over.
    package var outcome: String?
    /// How long people spoke, in seconds, once it is over.
    package var seconds: Int?
    package var callbackData: String?
    package var errors: [PlatformError]
    /// As Meta sent it, with the session, and with the errors that stood beside it.
    package var raw: JSON

    /// Whether the 24-hour window of the person opens with it: the person called, or took our call.
    ///
    /// Source: Meta, "Customer service windows".
    package var opensWindow: Bool {
        switch event {
        case .connect: direction == .fromPerson
        case .accepted: true
        default: false
        }
    }

    /// Reads a member of `calls[]`.
    /// - Returns: nil where the id or the event is missing.
    init?(call object: JSONObject) {
        guard let id = object["id"]?.text, !id.isEmpty, let event = object["event"]?.text, !event.isEmpty else {
            return nil
        }
        self.init(id: id, event: Event(event), object: object)
        direction = object["direction"]?.text.flatMap { Direction(rawValue: $0.uppercased()) }
        person = direction == .fromBusiness ? ContactAliases(to: object) : ContactAliases(message: object)
        outcome = object["status"]?.text
        seconds = object["duration"]?.int.flatMap { Int(exactly: $0) }
    }

    /// Reads a member of `statuses[]` of the field `calls`.
    /// - Returns: nil where the id or the status is missing.
    init?(status object: JSONObject) {
        guard let id = object["id"]?.text, !id.isEmpty, let status = object["status"]?.text, !status.isEmpty else {
            return nil
        }
        self.init(id: id, event: Event(status), object: object)
        person = ContactAliases(status: object)
    }

    /// Takes what stands beside it in the webhook: why the call failed.
    mutating func take(errors list: JSON?) {
        guard errors.isEmpty, let list, var object = raw.object else { return }
        errors = list.elements?.compactMap { PlatformError($0) } ?? []
        object["errors"] = list
        raw = .object(object)
    }

    private init(id: String, event: Event, object: JSONObject) {
        self.id = id
        self.event = event
        person = ContactAliases()
        timestamp = MetaTime.read(object["timestamp"])
        callbackData = object["biz_opaque_callback_data"]?.text
        errors = object["errors"]?.elements?.compactMap { PlatformError($0) } ?? []
        raw = .object(object)
    }
}
