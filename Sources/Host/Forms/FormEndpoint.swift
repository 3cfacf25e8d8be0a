// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Logging
internal import Store
package import WhatsApp

/// What WhatsApp Flows calls while somebody fills in a form: every request becomes an entry of the person's lane, and is answered when the turn of its
/// screen is committed. The same request is answered the same, however often it comes.
///
/// Source: Meta, "Implementing endpoint for Flows".
package final class FormEndpoint: Sendable {
    /// What goes back over HTTP.
    package enum Reply: Hashable, Sendable {
        /// 200, with what is encrypted for the phone.
        case sealed(String)
        /// 421: the phone fetches our public key anew and tries again.
        case unreadable
        /// 427: the button that opened the form is switched off, with this text.
        case closed(String)
        /// 432: the signature is not of the number's app.
        case unsigned
        /// 404: there is no such number, or it has no key.
        case unknown
        /// 500: it can be tried again.
        case failed
    }

    private let numbers: NumberBook
    private let database: any Database
    private let keys: KeyRing
    private let lanes: InboxLanes
    private let waiters: FormWaiters
    private let clock: any Clock
    private let ids: IDGenerator
    private let logger: Logger

    /// Meta waits for 10 seconds; what takes longer is answered when it is asked again.
    private static let patience = Duration.seconds(8)
    private static let limits = JSON.Limits(depth: 32, nodes: 5_000)

    init(
        numbers: NumberBook, database: any Database, keys: KeyRing, lanes: InboxLanes, waiters: FormWaiters, clock: any Clock,
        ids: IDGenerator, logger: Logger
    ) {
        self.numbers = numbers
        self.database = database
        self.keys = keys
        self.lanes = lanes
        self.waiters = waiters
        self.clock = clock
        self.ids = ids
        self.logger = logger
    }

    /// - Parameters:
    ///   - number: The platform's id of the number in whose name the form was sent.
    ///   - signature: The value of `X-Hub-Signature-256`.
    package func answer(number: String, signature: String?, body: [UInt8]) async -> Reply {
        guard numbers[number]?.provider == .cloud else { return .unknown }
        let speakers = numbers.speakers
        guard let secret = speakers.signatures.secret(header: signature, body: body), speakers.cloud[secret]?.contains(number) == true else {
            logger.warning("form request with a wrong signature refused", metadata: ["number": "\(number)"])
            return .unsigned
        }
        do {
            guard let sealed = try await database.read({ try FormRepository.key(of: number, in: $0) }) else { return .unknown }
            let key = try FormKeyVault(keys.keys).open(sealed, of: number)
            let request: FormRequest
            let seal: FormSeal
            let plain: [UInt8]
            do throws(FormProblem) {
                let json: JSON
                do { json = try JSON(body, limits: Self.limits) } catch { throw FormProblem(reason: "the body is no JSON") }
                (plain, seal) = try key.open(try FormEnvelope(json))
                let inner: JSON
                do { inner = try JSON(plain, limits: Self.limits) } catch { throw FormProblem(reason: "what was encrypted is no JSON") }
                request = try FormRequest(inner)
            } catch {
                logger.warning("form request that cannot be read", metadata: ["number": "\(number)", "error": "\(error)"])
                return .unreadable
            }
            switch request.action {
            case .ping: return .sealed(try seal.seal(FormAnswer.health(version: request.version).encoded()))
            case .failure(let code, let message):
                logger.error("a phone could not use the last answer of a form", metadata: ["code": "\(code)", "message": "\(message)"])
                return .sealed(try seal.seal(FormAnswer.acknowledged(version: request.version).encoded()))
            case .open, .submit, .back: break
            }
            switch try await outcome(of: request, on: number, plain) {
            case .answered(let answer): return .sealed(try seal.seal(answer.encoded()))
            case .closed(let text): return .closed(text)
            case .failed: return .failed
            }
        } catch {
            logger.error("form request not answered", metadata: ["number": "\(number)", "error": "\(error)"])
            return .failed
        }
    }

    /// What an exchange has come to, before it is encrypted.
    package enum Outcome: Hashable, Sendable {
        case answered(JSON)
        /// The form is not open any more, with a text for the person.
        case closed(String)
        case failed
    }

    /// Runs a screen for a request that was read.
    /// - Parameter plain: The request as it came, by which it is known when it comes again.
    package func outcome(of request: FormRequest, on number: String, _ plain: [UInt8]) async throws -> Outcome {
        let hash = ContentDigest.of(String(decoding: plain, as: UTF8.self))
        let (form, known, contact, isAwaited) = try await database.read { connection -> (OpenForm?, JSON?, Contact?, Bool) in
            guard let form = try FormRepository.form(request.token, in: connection), form.number == number else { return (nil, nil, nil, false) }
            return (
                form, try FormRepository.answer(to: hash, of: request.token, in: connection), try ContactRepository.contact(form.contact, in: connection),
                try ConversationRepository.conversation(form.conversation, in: connection) != nil
            )
        }
        let texts = HostTexts.of(contact?.spokenLanguage ?? numbers[number]?.language)
        if let known { return .answered(known) }
        guard let form, let contact, !form.isDone, isAwaited else { return .closed(texts.formClosed) }
        let now = clock.now
        var content: JSONObject = [
            "token": .string(form.token), "request": .string(hash), "action": .string(request.word), "version": .string(request.version),
            "data": .object(request.data),
        ]
        content["screen"] = request.screen.map { .string($0) }
        let entry = InboxEntry(
            id: ids.next(), number: number, dedupKey: "form:\(form.token):\(hash)", kind: .form, lane: contact.id.text, state: .ready, receivedAt: now,
            sentAt: now, content: .object(content))
        waiters.expect(entry.id)
        let isNew: Bool
        do {
            isNew = try await database.write { try InboxRepository.insert(entry, in: $0) }
        } catch {
            waiters.forget(entry.id)
            throw error
        }
        guard isNew else {
            waiters.forget(entry.id)
            // It is being worked off for an earlier delivery, which will be asked for again.
            return try await later(form, hash)
        }
        lanes.add(.entry(entry), to: contact.id.text)
        let timer = Task { [clock, waiters] in
            do {
                try await clock.sleep(until: clock.now + Self.patience)
            } catch {
                return  // answered
            }
            waiters.tell(entry.id, .none)
        }
        defer { timer.cancel() }
        switch await waiters.outcome(of: entry.id) {
        case .answered(let answer): return .answered(answer)
        case .closed: return .closed(texts.formClosed)
        case .none: return .failed
        }
    }

    private func later(_ form: OpenForm, _ hash: String) async throws -> Outcome {
        let answer = try await database.read { try FormRepository.answer(to: hash, of: form.token, in: $0) }
        return answer.map { .answered($0) } ?? .failed
    }
}
