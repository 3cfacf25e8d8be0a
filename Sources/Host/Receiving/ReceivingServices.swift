// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store
internal import Synchronization
internal import WhatsApp

/// What taking a webhook needs.
final class ReceivingServices: Sendable {
    /// By the platform's id.
    let numbers: NumberBook
    /// Where the platforms reach this host, where that is known.
    let address: PublicAddress?
    let database: any Database
    let directory: ContactDirectory
    let cache: ConversationCache
    /// Told of what arrives, and of what the platform says of limits.
    let gate: SendGate
    let windows: ServiceWindows
    /// Told of what the platform says of templates.
    let templates: TemplateSync
    /// Told of files that came with messages.
    let downloads: MediaDownloads
    let pricing: Configuration.Pricing
    /// How often a message is sent before it is given up.
    let mostAttempts: Int
    let clock: any Clock
    let ids: IDGenerator
    let logger: Logger
    /// Told of a new contact before the commit, while nobody else can know its id: what is remembered of it here is true
    /// as long as anybody asks, and never asked for where the commit fails.
    let created: @Sendable (Contact) -> Void
    /// Told of the new entries, of messages that statuses have shown to have failed and that are sent again, and of those that
    /// were shown to be sent, in the order of the commits.
    let committed: @Sendable ([InboxEntry], _ again: [OutgoingMessage], _ sent: [OutgoingID]) -> Void
    /// Told that an event waits to be handed out.
    let emitted: @Sendable () -> Void
    /// Whether any plugin listens to an event of this name.
    let isHeard: @Sendable (String) -> Bool
    /// Told of numbers that may send again.
    let reopened: @Sendable (Set<String>) -> Void
    let counters = Mutex(Receiver.Counters())

    init(
        numbers: NumberBook, address: PublicAddress?, database: any Database, directory: ContactDirectory, cache: ConversationCache,
        gate: SendGate, windows: ServiceWindows, templates: TemplateSync, downloads: MediaDownloads, pricing: Configuration.Pricing, mostAttempts: Int, clock: any Clock, ids: IDGenerator,
        logger: Logger, created: @escaping @Sendable (Contact) -> Void, emitted: @escaping @Sendable () -> Void,
        isHeard: @escaping @Sendable (String) -> Bool, reopened: @escaping @Sendable (Set<String>) -> Void,
        committed: @escaping @Sendable ([InboxEntry], _ again: [OutgoingMessage], _ sent: [OutgoingID]) -> Void
    ) {
        self.numbers = numbers
        self.address = address
        self.database = database
        self.directory = directory
        self.cache = cache
        self.gate = gate
        self.windows = windows
        self.templates = templates
        self.downloads = downloads
        self.pricing = pricing
        self.mostAttempts = mostAttempts
        self.clock = clock
        self.ids = ids
        self.logger = logger
        self.created = created
        self.emitted = emitted
        self.isHeard = isHeard
        self.reopened = reopened
        self.committed = committed
    }
}
