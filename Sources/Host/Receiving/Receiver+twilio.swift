// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store
internal import Synchronization
internal import WhatsApp

extension Receiver {
    /// Takes one POST of Twilio's. A form has to be taken apart before its signature can be verified, because the sorted
    /// fields are signed; nothing else is done with it before.
    package func receive(_ delivery: TwilioDelivery) async -> Answer {
        let content: TwilioSignature.Content
        do {
            content = Self.isForm(delivery.contentType) ? .form(try FormFields(parsing: delivery.body)) : .body(delivery.body)
        } catch {
            return refuse(delivery, because: "\(error)")
        }
        let speakers = services.numbers.speakers
        guard let address = services.address,
            let token = speakers.twilioSignatures.token(header: delivery.signature, url: address.url(of: delivery.target), content: content),
            let speaksFor = speakers.twilio[token]
        else { return refuse(delivery, because: "no auth token of ours signs it for server.webhook_url") }
        let webhook: Webhook
        do {
            webhook = try Self.webhook(content, target: delivery.target)
        } catch {
            services.logger.warning("malformed webhook refused", metadata: ["reason": "\(error)"])
            return .malformed("\(error)")
        }
        return await withCheckedContinuation { continuation in
            services.database.perform(
                WebhookTransaction(webhook, body: delivery.body, speaksFor: speaksFor, at: services.clock.now, services: services) {
                    continuation.resume(returning: $0)
                })
        }
    }

    private func refuse(_ delivery: TwilioDelivery, because reason: String) -> Answer {
        services.counters.withLock { $0.unauthorized += 1 }
        services.logger.warning(
            "webhook with a wrong signature refused", metadata: ["bytes": "\(delivery.body.count)", "reason": "\(reason)"])
        return .unauthorized
    }

    private static func webhook(_ content: TwilioSignature.Content, target: String) throws -> Webhook {
        switch content {
        case .form(let form):
            let query = target.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
            return TwilioWebhook.parse(form, query: try FormFields(parsing: query.utf8))
        case .body(let body): return TwilioWebhook.parse(try JSON(body))
        }
    }

    private static func isForm(_ type: String?) -> Bool {
        guard let type else { return true }
        return type.prefix { $0 != ";" }.lowercased().filter { $0 != " " } == "application/x-www-form-urlencoded"
    }
}
