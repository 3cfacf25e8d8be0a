// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Logging
internal import Plugins
internal import Scripting
internal import Store

/// What conversations need of the host, made once.
struct ConversationServices: Sendable {
    let database: any Database
    let pool: WorkerPool
    let catalog: PluginCatalog
    let publisher: Publisher
    let registry: OperationRegistry
    let isolation: PluginIsolation
    let residency: Residency
    let cache: ConversationCache
    let directory: ContactDirectory
    let times: CivilTimes
    let business: Configuration.Business
    let numbers: NumberBook
    let templates: TemplateBook
    let clock: any Clock
    let ids: IDGenerator
    let logger: Logger
    let lanes: InboxLanes
    let files: IncomingFiles
    let coalescer: Coalescer
    /// Requests of forms that wait for their turn.
    let forms: FormWaiters
    /// What means STOP and START.
    let marketingWords: MarketingVocabulary
    /// Make the hashes of one-time codes.
    let keys: KeyRing
    /// Told of everything that was committed: messages to send, events to hand out, times to wake at.
    let committed: @Sendable (TurnBatch) -> Void

    /// A conversation that is about to begin.
    /// - Parameter spoken: The language of the one that it goes on from, where that is not the person's own.
    func opening(
        _ kind: String, _ name: String, plugin: String, version: String, given: JSON, lane: String, contact: Contact?,
        number: String?, message: JSON?, event: JSON?, spoken: String? = nil, now: Timestamp
    ) -> StoredConversation {
        let written = message.flatMap(Self.writtenLanguage) ?? spoken
        let contactJSON = contact?.json(defaultLanguage: written ?? defaultLanguage(on: number), defaultTimezone: business.timezone)
        var opening: JSONObject = [
            "given": given, "seed": .integer(ids.seed()), "number": number.flatMap { numbers[$0]?.json } ?? [:],
            "turn": turn(message: message, contact: contactJSON, event: event, zone: contact?.zone, now: now),
        ]
        // A whole conversation is in one language, where the person has none of their own.
        if contact?.spokenLanguage == nil, let written { opening["language"] = .string(written) }
        if let access = catalog.entry(named: name, kind: kind, of: plugin)?.access, access != .anyone {
            opening["access"] = .string(access.rawValue)
        }
        var conversation = StoredConversation(
            id: ids.next(), lane: lane, contact: contact?.id, number: number, plugin: plugin, version: version, entryKind: kind,
            entryName: name, opening: .object(opening), createdAt: now)
        conversation.contactSeen = contactJSON.map(Self.digest)
        if kind == "flow", let live = catalog.plugin(plugin), live.hash == version {
            conversation.silence = live.declarations.flows.first { $0.name == name }?.timeout
        }
        return conversation
    }

    /// The value that answers a waiting conversation. It has the contact where the script has not seen it like this.
    func input(
        for conversation: inout StoredConversation, contact: Contact?, message: JSON?, event: JSON?, now: Timestamp
    ) -> JSON {
        var changed: JSON?
        let language = conversation.opening["language"]?.text ?? defaultLanguage(on: conversation.number)
        if let json = contact?.json(defaultLanguage: language, defaultTimezone: business.timezone) {
            let digest = Self.digest(json)
            if digest != conversation.contactSeen {
                changed = json
                conversation.contactSeen = digest
            }
        }
        return turn(message: message, contact: changed, event: event, zone: contact?.zone, now: now)
    }

    /// The language in which somebody is answered who writes to this number: their own, else that of their letters, else the number's.
    func language(of contact: Contact, on number: String, writing message: JSON? = nil) -> String {
        contact.spokenLanguage ?? message.flatMap(Self.writtenLanguage) ?? defaultLanguage(on: number)
    }

    private static func writtenLanguage(_ message: JSON) -> String? { message["text"]?.text.flatMap(WrittenLanguage.of) }

    private func defaultLanguage(on number: String?) -> String { number.flatMap { numbers[$0]?.language } ?? business.language }

    /// - Parameter zone: The person's; nil: the business's.
    private func turn(message: JSON?, contact: JSON?, event: JSON?, zone: String?, now: Timestamp) -> JSON {
        let civil = times.civil(in: zone)
        var turn: JSONObject = ["t": .integer(now.milliseconds), "z": .integer(Int64(civil.offsetMinutes(at: now)))]
        turn["zs"] = times.changes(of: civil, around: now)?.json
        turn["message"] = message
        turn["contact"] = contact
        turn["event"] = event
        return .object(turn)
    }

    /// Whether its coroutine waits in the worker in which its plugin runs now.
    func isResident(_ conversation: StoredConversation) -> Bool {
        guard let place = residency.place(of: conversation.id) else { return false }
        guard isolation.worker(for: conversation.plugin, lane: conversation.lane) == place.worker else {
            evict(conversation.id)
            return false
        }
        return pool.generation(of: place.worker) == place.generation
    }

    /// The host stops: what is not done yet stays in the store.
    func isStopping() -> Bool { lanes.isStopped }

    var loader: PluginLoader { publisher.loader }

    func limits(of plugin: String) -> ScriptLimits { loader.permissions.limits(of: plugin) }

    /// Lets a conversation go on from its journal next time: its coroutine is over, or is ahead of what was committed.
    func evict(_ conversation: ConversationID) {
        if let place = residency.forget(conversation) { drop(conversation, at: place) }
    }

    /// Lets a worker forget a conversation. A worker that cannot be told is gone, and the conversation with it.
    func drop(_ conversation: ConversationID, at place: Residency.Place) {
        do {
            try pool.post(ConversationFrame.drop(conversation), worker: place.worker, generation: place.generation)
        } catch {
            logger.debug("conversation not dropped: its worker is gone", metadata: ["conversation": "\(conversation)"])
        }
    }

    /// Forgets what is remembered of a lane whose turn was not committed: its coroutines are ahead of the store, so
    /// they go on from their journals.
    func forget(_ lane: String) {
        for conversation in cache.conversations(of: lane) ?? [] {
            if let place = residency.forget(conversation.id) { drop(conversation.id, at: place) }
        }
        cache.forget(lane)
    }

    func incident(
        _ level: Incident.Level, _ kind: String, plugin: String?, summary: String, details: JSON
    ) -> Incident {
        Incident(
            id: ids.next(UpdateSubject.self).text, level: level, kind: kind, plugin: plugin, summary: summary, details: details,
            createdAt: clock.now)
    }

    /// 64-bit FNV-1a of a value's text, in hexadecimal.
    static func digest(_ json: JSON) -> String {
        String(FNV1a.hash(json.encoded()), radix: 16)
    }
}
