// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Synchronization
internal import WhatsApp

/// The numbers that the host answers for, as they are now: they are added, changed and removed while it runs. Readers always see
/// one complete state.
package final class NumberBook: Sendable {
    /// Who may say what of which number: webhooks are signed with these.
    struct Speakers: Sendable {
        /// The numbers that each secret may speak for, of Meta's and of Twilio's.
        let cloud: [Secret: Set<String>]
        let twilio: [Secret: Set<String>]
        let verifyTokens: [Secret]
        let signatures: SignatureVerifier
        let twilioSignatures: TwilioSignatureVerifier

        init(_ numbers: [HostNumber]) {
            let ofMeta = numbers.filter { $0.provider == .cloud }
            cloud = Self.numbersBySecret(ofMeta)
            twilio = Self.numbersBySecret(numbers.filter { $0.provider == .twilio })
            verifyTokens = ofMeta.map(\.verifyToken)
            signatures = SignatureVerifier(Array(cloud.keys))
            twilioSignatures = TwilioSignatureVerifier(Array(twilio.keys))
        }

        /// Numbers of one app or account share a secret; while it is rotated, each of them may know the old and the new one in another
        /// order.
        private static func numbersBySecret(_ numbers: [HostNumber]) -> [Secret: Set<String>] {
            var found: [Secret: Set<String>] = [:]
            for number in numbers {
                for secret in [number.appSecret] + number.otherSecrets { found[secret, default: []].insert(number.id) }
            }
            return found
        }
    }

    private struct State {
        var numbers: [String: HostNumber]
        var speakers: Speakers
    }

    private let state: Mutex<State>

    package init(_ numbers: [HostNumber]) {
        state = Mutex(State(numbers: Self.byID(numbers), speakers: Speakers(numbers)))
    }

    /// The number of the platform's id.
    package subscript(id: String) -> HostNumber? { state.withLock { $0.numbers[id] } }

    /// Every number, by name.
    package var all: [HostNumber] { state.withLock { $0.numbers.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) } } }

    var speakers: Speakers { state.withLock { $0.speakers } }

    /// These are the numbers from now on.
    func replace(with numbers: [HostNumber]) {
        let speakers = Speakers(numbers)
        state.withLock { $0 = State(numbers: Self.byID(numbers), speakers: speakers) }
    }

    private static func byID(_ numbers: [HostNumber]) -> [String: HostNumber] {
        Dictionary(numbers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
