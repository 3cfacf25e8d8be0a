// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
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

    init(_ services: ReceivingServices) { self.services = services }

    package var counters: Counters { services.counters.withLock(\.self) }

    /// Answers the platform's GET when a webhook address is registered; nil means 403.
    package func verification(mode: String?, token: String?, challenge: String?) -> String? {
        WebhookVerification.answer(mode: mode, token: token, challenge: challenge, expected: services.numbers.speakers.verifyTokens)
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
        let speakers = services.numbers.speakers
        guard let secret = speakers.signatures.secret(header: signature, body: body), let speaksFor = speakers.cloud[secret] else {
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
