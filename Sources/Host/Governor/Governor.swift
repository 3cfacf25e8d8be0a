// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

/// Decides which messages may go now, under all of the platform's limits at once.
///
/// A lane asks for its first message (``ask(_:at:)``). What only waits for throughput or a connection is queued here, and
/// comes out of ``release(at:)``: replies before notifications before campaigns, and first come, first served among
/// contacts. As each lane has one message here at most, nobody's flood is ahead of anybody else's first message.
///
/// No I/O and no clock. What has to survive a restart is put back by `restore`.
struct Governor: Sendable {
    fileprivate struct Number {
        var throughput: NumberThroughput?
        var portfolio: String
        var heldUntil = Timestamp(milliseconds: 0)
        var holdReason = ""
        var campaignsHeldUntil = Timestamp(milliseconds: 0)
        var campaignsReason = ""
        /// The account is closed, or restricted: each is told, and taken back, by itself.
        var block: AccountHold?
        var restriction: AccountHold?
        /// By priority.
        var queues = [FIFO<GovernorHead>](repeating: FIFO(), count: OutgoingMessage.Priority.allCases.count)
        var queued = 0
    }

    /// What is wrong with a template of a number.
    private struct Template {
        var status: TemplateStanding?
        var quality: TemplateStanding?
    }

    private struct Pair: Hashable {
        var number: String
        var contact: ContactID
    }

    private var rules: GovernorRules
    private var numbers: [String: Number]
    private var pairs: [Pair: PairDebt] = [:]
    private var pairsSweptAt = 4_096
    private var portfolios: [String: UniqueUsers] = [:]
    private var marketing = MarketingMemory()
    private var templates: [String: [TemplateKey: Template]] = [:]
    private var inFlight = 0
    /// The numbers that have something queued, in the order in which they are served.
    private var busy: [String] = []

    /// How long what has no known end is left alone before it is looked at again.
    fileprivate static let lookAgain = Duration.seconds(3_600)

    init(_ rules: GovernorRules) {
        self.rules = rules
        numbers = rules.numbers.mapValues { number in
            Number(throughput: number.throughput.map { NumberThroughput(limit: $0) }, portfolio: number.portfolio)
        }
        for number in rules.numbers.values { portfolios[number.portfolio] = UniqueUsers(limit: rules.messagingLimit) }
    }

    /// These are the numbers from now on. What is known of one that stays, stays; of one that goes nothing more is queued.
    mutating func adopt(_ adopted: [String: GovernorRules.Number]) {
        for (id, number) in adopted where rules.numbers[id] != number {
            if portfolios[number.portfolio] == nil { portfolios[number.portfolio] = UniqueUsers(limit: rules.messagingLimit) }
            if numbers[id] == nil { numbers[id] = Number(portfolio: number.portfolio) }
            numbers[id]?.portfolio = number.portfolio
            if rules.numbers[id]?.throughput != number.throughput {
                numbers[id]?.throughput = number.throughput.map { NumberThroughput(limit: $0) }
            }
            // Whatever held it back was true of the number as it was.
            numbers[id]?.heldUntil = Timestamp(milliseconds: 0)
        }
        rules.numbers = adopted
    }

    // MARK: - Deciding

    /// Decides about the message that is next in its lane. One that is `queued` comes out of ``release(at:)`` later.
    mutating func ask(_ head: GovernorHead, at now: Timestamp) -> GovernorDecision {
        if let decision = obstacle(for: head, at: now) { return decision }
        let priority = head.priority.rank
        if inFlight < rules.mostInFlight, numbers[head.number]?.isFree(upTo: priority) != false, takeToken(head, at: now) {
            count(head, at: now)
            return .go
        }
        if numbers[head.number] == nil { numbers[head.number] = Number(portfolio: "") }
        numbers[head.number]?.queues[priority].append(head)
        numbers[head.number]?.queued += 1
        if numbers[head.number]?.queued == 1 { busy.append(head.number) }
        return .queued
    }

    /// What of the queued may go now, or is decided otherwise by now; and when something may go next, where time alone
    /// brings that about.
    mutating func release(at now: Timestamp) -> (decided: [(GovernorHead, GovernorDecision)], next: Timestamp?) {
        var decided: [(GovernorHead, GovernorDecision)] = []
        var next: Timestamp?
        // One message of each number in turn, so that a busy number does not take all connections.
        var served = 0
        while served < busy.count, inFlight < rules.mostInFlight {
            let name = busy[served]
            guard let head = numbers[name]?.first else {
                busy.remove(at: served)
                continue
            }
            if let decision = obstacle(for: head, at: now) {
                pop(served)
                decided.append((head, decision))
            } else if takeToken(head, at: now) {
                if pop(served) { busy.append(busy.remove(at: served)) }
                count(head, at: now)
                decided.append((head, .go))
            } else {
                if let time = numbers[name]?.throughput?.next(at: now) { next = min(next ?? time, time) }
                served += 1
            }
        }
        return (decided, next)
    }

    /// A message that was let go has its answer: its connection is free.
    mutating func finished() { inFlight -= 1 }

    /// Forgets what is queued: the sender stops.
    mutating func drain() -> [GovernorHead] {
        var heads: [GovernorHead] = []
        for name in busy {
            for priority in OutgoingMessage.Priority.allCases.map(\.rank) {
                heads += numbers[name]?.queues[priority].drain() ?? []
            }
            numbers[name]?.queued = 0
        }
        busy = []
        return heads
    }

    /// What keeps it from going, apart from throughput and connections.
    private mutating func obstacle(for head: GovernorHead, at now: Timestamp) -> GovernorDecision? {
        let number = numbers[head.number]
        if let number, number.heldUntil > now { return .later(number.heldUntil, .number(number.holdReason)) }
        if let number, let decision = number.decision(about: number.block, head, at: now) { return decision }
        guard head.isMessage else { return nil }
        if let number, let decision = number.decision(about: number.restriction, head, at: now) { return decision }
        if let template = head.template, let decision = decision(about: template, head, at: now) { return decision }
        if head.priority == .campaign, let number, number.campaignsHeldUntil > now {
            return .later(number.campaignsHeldUntil, .campaigns(number.campaignsReason))
        }
        if head.priority != .reply, let end = rules.quietHours?.end(at: now) { return .later(end, .quietHours) }
        if head.isMarketing, let until = marketing.wait(head.contact, at: now) {
            return .later(until, .marketing(refusals: marketing.entry(of: head.contact)?.refusals ?? 0))
        }
        if let rule = rules.pair {
            // A reply or notification may go ahead of its time. What nobody waits for does not add to a debt.
            let wait = pairs[Pair(number: head.number, contact: head.contact)]?.wait(at: now, rule, mayBorrow: head.priority != .campaign)
            if let wait { return .later(wait, .pairRate) }
        }
        if head.isOutsideWindow {
            let portfolio = number?.portfolio ?? ""
            if let place = portfolios[portfolio]?.wait(head.contact, at: now) {
                return .later(place, .messagingLimit(portfolios[portfolio]?.limit ?? 0))
            }
        }
        return nil
    }

    /// The strictest of what is known of the template, in its language and in all.
    private func decision(about template: TemplateKey, _ head: GovernorHead, at now: Timestamp) -> GovernorDecision? {
        guard let known = templates[head.number] else { return nil }
        let standings = [known[template], known[TemplateKey(name: template.name)]].flatMap { [$0?.status, $0?.quality] }
        let decisions = standings.compactMap { $0.flatMap { Self.decision(template.name, $0, head, at: now) } }
        return decisions.max { Self.strictness($0) < Self.strictness($1) }
    }

    private static func strictness(_ decision: GovernorDecision) -> Timestamp {
        if case .later(let time, _) = decision { return time }
        return Timestamp(milliseconds: .max)
    }

    private static func decision(
        _ template: String, _ standing: TemplateStanding, _ head: GovernorHead, at now: Timestamp
    ) -> GovernorDecision? {
        switch standing {
        case .disabled(let reason): return .refused("the template \(template) \(reason): replace it")
        case .paused(let until):
            let end = until ?? now + lookAgain
            return end > now ? .later(end, .template(template, standing)) : nil
        case .waiting: return .later(now + lookAgain, .template(template, standing))
        case .lowQuality:
            return head.priority == .campaign ? .later(now + lookAgain, .template(template, standing)) : nil
        }
    }

    private mutating func takeToken(_ head: GovernorHead, at now: Timestamp) -> Bool {
        guard head.isMessage else { return true }
        return numbers[head.number]?.throughput?.take(at: now) ?? true
    }

    private mutating func count(_ head: GovernorHead, at now: Timestamp) {
        inFlight += 1
        guard head.isMessage else { return }
        if let rule = rules.pair {
            pairs[Pair(number: head.number, contact: head.contact), default: PairDebt()].take(at: now, rule)
            sweepPairs(at: now)
        }
        if head.isOutsideWindow, let portfolio = numbers[head.number]?.portfolio { portfolios[portfolio]?.take(head.contact, at: now) }
    }

    /// Takes the first message of a busy number; false where that was its last.
    @discardableResult
    private mutating func pop(_ place: Int) -> Bool {
        let name = busy[place]
        numbers[name]?.popFirst()
        guard numbers[name]?.queued == 0 else { return true }
        busy.remove(at: place)
        return false
    }

    /// Forgets pairs that owe nothing, each time that their number has doubled.
    private mutating func sweepPairs(at now: Timestamp) {
        guard pairs.count >= pairsSweptAt else { return }
        pairs = pairs.filter { !$0.value.isOver(at: now) }
        pairsSweptAt = max(4_096, pairs.count * 2)
    }

    // MARK: - Learning

    /// Messages arrived on a number: they count for its throughput.
    mutating func received(_ count: Int, on number: String, at now: Timestamp) {
        numbers[number]?.throughput?.received(count, at: now)
    }

    /// The number may send so many messages a second from now on.
    mutating func learn(throughput: Int, of number: String) {
        numbers[number]?.throughput = NumberThroughput(limit: throughput)
    }

    /// The number's portfolio may write to so many people from now on; nil: to any number.
    mutating func learn(messagingLimit: Int?, of number: String) {
        guard let portfolio = numbers[number]?.portfolio else { return }
        portfolios[portfolio]?.limit = messagingLimit
    }

    /// The status of a template of the number; nil: nothing is wrong with it.
    mutating func learn(status: TemplateStanding?, of template: TemplateKey, _ number: String) {
        guard rules.numbers[number] != nil else { return }
        templates[number, default: [:]][template, default: Template()].status = status
    }

    /// The quality of a template of the number; nil: nothing is wrong with it.
    mutating func learn(quality: TemplateStanding?, of template: TemplateKey, _ number: String) {
        guard rules.numbers[number] != nil else { return }
        templates[number, default: [:]][template, default: Template()].quality = quality
    }

    /// Everything of the number waits.
    mutating func hold(_ number: String, until time: Timestamp, reason: String) {
        guard let known = numbers[number], known.heldUntil < time else { return }
        numbers[number]?.heldUntil = time
        numbers[number]?.holdReason = reason
    }

    /// The account of the number is closed; nil: it is not, and whatever held the number back before is over.
    mutating func learn(block: AccountHold?, of number: String) {
        numbers[number]?.block = block
        if block == nil { numbers[number]?.heldUntil = Timestamp(milliseconds: 0) }
    }

    /// The account of the number is restricted; nil: it is not.
    mutating func learn(restriction: AccountHold?, of number: String) { numbers[number]?.restriction = restriction }

    func isHeld(_ number: String, at now: Timestamp) -> Bool {
        guard let known = numbers[number] else { return false }
        return known.heldUntil > now || known.block?.isInForce(at: now) ?? false
    }

    /// The numbers for which an error of this one speaks, itself among them.
    func numbers(_ reach: ErrorReach, of number: String) -> [String] { rules.numbers(reach, of: number) }

    func hasCampaignsHeld(_ number: String, at now: Timestamp) -> Bool { (numbers[number]?.campaignsHeldUntil ?? now) > now }

    /// Campaigns of the number wait.
    mutating func holdCampaigns(of number: String, until time: Timestamp, reason: String) {
        numbers[number]?.campaignsHeldUntil = time
        numbers[number]?.campaignsReason = reason
    }

    /// The number sends too fast.
    mutating func slow(_ number: String, at now: Timestamp) { numbers[number]?.throughput?.slow(at: now) }

    /// What part of its throughput the number has, from 0 to 1.
    func portion(of number: String) -> Double { numbers[number]?.throughput?.portion ?? 1 }

    /// This person gets nothing from this number before then.
    mutating func hold(_ contact: ContactID, of number: String, until time: Timestamp) {
        guard rules.pair != nil else { return }
        pairs[Pair(number: number, contact: contact), default: PairDebt()].hold(until: time)
    }

    /// What is remembered of a person and marketing.
    func marketing(of contact: ContactID) -> MarketingMemory.Entry? { marketing.entry(of: contact) }

    mutating func remember(_ entry: MarketingMemory.Entry, of contact: ContactID) { marketing.set(entry, of: contact) }

    /// Two contacts were one person: what either of them owes, or has had, counts for both.
    mutating func merge(_ loser: ContactID, into winner: ContactID) {
        for number in rules.numbers.keys {
            guard let debt = pairs.removeValue(forKey: Pair(number: number, contact: loser)) else { continue }
            let pair = Pair(number: number, contact: winner)
            pairs[pair] = pairs[pair]?.joined(debt) ?? debt
        }
        for portfolio in portfolios.keys { portfolios[portfolio]?.merge(loser, into: winner) }
        marketing.merge(loser, into: winner)
    }

    // MARK: - After a restart

    /// A message of an earlier run: it is counted for the pair.
    mutating func restore(_ contact: ContactID, of number: String, sentAt time: Timestamp) {
        guard let rule = rules.pair else { return }
        pairs[Pair(number: number, contact: contact), default: PairDebt()].take(at: time, rule)
    }

    /// Somebody whom an earlier run wrote to outside the window; the earliest first.
    mutating func restore(_ contact: ContactID, ofPortfolio portfolio: String, sentAt time: Timestamp) {
        portfolios[portfolio]?.take(contact, at: time)
    }
}

extension Governor.Number {
    /// What a hold of the account makes of a message. It is looked at again before a late end: the account may be opened earlier.
    fileprivate func decision(about hold: AccountHold?, _ head: GovernorHead, at now: Timestamp) -> GovernorDecision? {
        guard let hold, hold.isInForce(at: now), hold.concerns(head) else { return nil }
        return .later(min(hold.until ?? now + Governor.lookAgain, now + Governor.lookAgain), .account(hold.reason))
    }

    fileprivate var first: GovernorHead? { queues.first { !$0.isEmpty }?.first }

    fileprivate mutating func popFirst() {
        guard let index = queues.firstIndex(where: { !$0.isEmpty }) else { return }
        _ = queues[index].popFirst()
        queued -= 1
    }

    /// Whether nothing waits that would go before a message of this priority.
    fileprivate func isFree(upTo priority: Int) -> Bool {
        queued == 0 || !queues[...priority].contains { !$0.isEmpty }
    }
}
