// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Logging
internal import Store
internal import Synchronization
internal import WhatsApp

/// Takes webhooks: verifies the raw bytes, reads every update, commits them, and only then lets the caller answer 200.
package final class Receiver: Sendable {
    /// What to answer a webhook with.
    package enum Answer: Hashable, Sendable {
        /// 200: everything in it is committed; so many updates were new.
        case accepted(new: Int)
        /// 401, always the same text.
        case unauthorized
        /// 400
        case malformed(String)
        /// 500: not stored; the platform will deliver it again.
        case failed
    }

    /// What became of updates since the start, for metrics and tests.
    package struct Counters: Hashable, Sendable {
        package var webhooks = 0
        package var updates = 0
        package var duplicates = 0
        package var unrouted = 0
        package var malformed = 0
        package var unauthorized = 0
    }

    let services: ReceivingServices
    let twilioSignatures: TwilioSignatureVerifier
    /// The numbers that each secret may speak for, of Meta's and of Twilio's.
    private let cloudNumbers: [Secret: Set<String>]
    let twilioNumbers: [Secret: Set<String>]
    private let verifyTokens: [Secret]
    private let signatures: SignatureVerifier

    init(_ services: ReceivingServices) {
        self.services = services
        let cloud = services.numbers.values.filter { $0.provider == .cloud }
        verifyTokens = cloud.map(\.verifyToken)
        cloudNumbers = Self.numbersBySecret(cloud)
        twilioNumbers = Self.numbersBySecret(services.numbers.values.filter { $0.provider == .twilio })
        signatures = SignatureVerifier(Array(cloudNumbers.keys))
        twilioSignatures = TwilioSignatureVerifier(Array(twilioNumbers.keys))
    }

    /// Numbers of one app or account share a secret; while it is rotated, each of them may know the old and the new one in another order.
    private static func numbersBySecret(_ numbers: [HostNumber]) -> [Secret: Set<String>] {
        var found: [Secret: Set<String>] = [:]
        for number in numbers {
            for secret in [number.appSecret] + number.otherSecrets { found[secret, default: []].insert(number.id) }
        }
        return found
    }

    package var counters: Counters { services.counters.withLock(\.self) }

    /// Answers the platform's GET when a webhook address is registered; nil means 403.
    package func verification(mode: String?, token: String?, challenge: String?) -> String? {
        WebhookVerification.answer(mode: mode, token: token, challenge: challenge, expected: verifyTokens)
    }

    /// Takes one POST.
    /// - Parameter signature: The value of `X-Hub-Signature-256`.
    package func receive(signature: String?, body: [UInt8]) async -> Answer {
        await withCheckedContinuation { continuation in
            receive(signature: signature, body: body) { continuation.resume(returning: $0) }
        }
    }

    /// Takes one POST without a task: verifies and reads it at once, and tells `answer` when it is stored, on the thread
    /// that commits.
    package func receive(signature: String?, body: [UInt8], answer: @escaping @Sendable (Answer) -> Void) {
        guard let secret = signatures.secret(header: signature, body: body), let speaksFor = cloudNumbers[secret] else {
            services.counters.withLock { $0.unauthorized += 1 }
            services.logger.warning("webhook with a wrong signature refused", metadata: ["bytes": "\(body.count)"])
            return answer(.unauthorized)
        }
        let webhook: Webhook
        do {
            webhook = try Webhook.parse(try JSON(body))
        } catch {
            services.logger.warning("malformed webhook refused", metadata: ["reason": "\(error)"])
            return answer(.malformed("\(error)"))
        }
        services.database.perform(
            WebhookTransaction(webhook, body: body, speaksFor: speaksFor, at: services.clock.now, services: services, answer: answer))
    }
}
