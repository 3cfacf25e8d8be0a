// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// People who write to the bot all at the same time: one webhook of each is always under way.
struct Crowd: Sendable {
    let postman: Postman
    let ledger: Ledger
    var people = 200

    /// Writes until the ledger is closed. Every message that was begun is delivered first.
    func write(seed: UInt64) async {
        let generator = SeededGenerator(seed: seed)
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<people {
                group.addTask { await self.live(index, generator.split(index)) }
            }
        }
    }

    private func live(_ index: Int, _ generator: SeededGenerator) async {
        var person = Person(index: index, generator: generator)
        while !ledger.isClosed {
            person.becomeSomebodyElse()
            switch Int.random(in: 0..<10, using: &person.generator) {
            case 0..<4:
                await echo(1, &person)
            case 4..<7:
                await echo(Int.random(in: 2...5, using: &person.generator), &person)
            case 7:
                await echo(1, &person)
                await count(&person)
                await echo(1, &person)
            default:
                await count(&person)
            }
        }
    }

    private func echo(_ count: Int, _ person: inout Person) async {
        for _ in 0..<count where !ledger.isClosed {
            let text = person.word("echo")
            await send(text, expecting: .echo(text), isImage: person.generator.once(in: 6), &person)
        }
    }

    private func count(_ person: inout Person) async {
        guard !ledger.isClosed else { return }
        await send("count", expecting: .asked, &person)
        // Some read the question first; some answer before it is there.
        if person.generator.once(in: 2) { await ledger.replies(person.sent, to: person.phone) }
        let answer = person.word("answer")
        await send(answer, expecting: .counted(answer: answer), &person)
    }

    private func send(_ text: String, expecting expectation: Expectation, isImage: Bool = false, _ person: inout Person) async {
        await ledger.room()
        let seconds = Int64(Date().timeIntervalSince1970)
        let id = person.word("wamid.")
        let body = isImage
            ? WebhookBody.image(id, from: person.phone, caption: text, at: seconds)
            : WebhookBody.message(id, from: person.phone, text: text, at: seconds)
        if isImage { ledger.postingFile() }
        person.sent += 1
        ledger.posting(expectation, from: person.phone)
        var isAcknowledged: Bool
        if person.generator.once(in: 30) {
            // The platform may deliver one webhook twice at the same time.
            async let twin = postman.deliver(body)
            isAcknowledged = await postman.deliver(body)
            isAcknowledged = await twin || isAcknowledged
        } else {
            isAcknowledged = await postman.deliver(body)
        }
        if isAcknowledged { ledger.acknowledged() }
        // Or again after it was acknowledged.
        if person.generator.once(in: 15) { _ = await postman.deliver(body) }
    }
}

/// One who writes: as many contacts, one after the other.
private struct Person {
    let index: Int
    var generator: SeededGenerator
    private var contacts = 0
    private var words = 0
    /// Messages sent as the present contact.
    var sent = 0

    init(index: Int, generator: SeededGenerator) {
        self.index = index
        self.generator = generator
    }

    var phone: String { String(20_100_000_000_000 + index * 1_000_000 + contacts) }

    mutating func becomeSomebodyElse() {
        contacts += 1
        sent = 0
    }

    /// A word that nobody else says.
    mutating func word(_ beginning: String) -> String {
        words += 1
        return "\(beginning)\(index)x\(words)"
    }
}
