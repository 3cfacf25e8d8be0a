// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Meta's side of WhatsApp as a value: numbers, people, conversations, faults.
///
/// Every method that changes something returns what is to be done about it, in order. Nothing here
/// waits, sends or reads a clock; ``Simulator`` does that.
package struct SimulatedPlatform: Sendable {
    package var rules: PlatformRules
    package internal(set) var faults = Faults()
    package private(set) var numbers: [SimulatedNumber]
    /// In the order in which they were added.
    package private(set) var contacts: [SimulatedContact] = []
    package internal(set) var templates: [SimulatedTemplate]
    package internal(set) var conversations: [SimulatedConversation.Key: SimulatedConversation] = [:]

    /// By their ids.
    package internal(set) var media: [String: SimulatedMedia] = [:]

    /// Where in ``contacts`` somebody stands, by id, phone and user id; the three never look alike.
    private var contactPlaces: [String: Int] = [:]
    /// Which conversation holds a message id.
    var places: [String: SimulatedConversation.Key] = [:]
    var pairGates: [SimulatedConversation.Key: RateGate] = [:]
    /// Whom the numbers wrote to outside their windows, and when last.
    var writtenTo: [SimulatedContactID: Timestamp] = [:]
    var throughputGates: [String: RateGate] = [:]
    /// Statuses that wait for others to be told first, by message.
    var heldStatuses: [String: [Tick: (webhook: SimulatedWebhook, after: Duration)]] = [:]
    let ids: IDGenerator

    package init(numbers: [SimulatedNumber], rules: PlatformRules = .immediate, ids: IDGenerator) {
        self.numbers = numbers
        templates = Set(numbers.map(\.businessAccountID)).sorted().enumerated().flatMap { SimulatedTemplate.samples(of: $0.element, $0.offset) }
        self.rules = rules
        self.ids = ids
    }

    package func number(_ phoneNumberID: String) -> SimulatedNumber? {
        numbers.first { $0.phoneNumberID == phoneNumberID }
    }

    package func contact(_ id: SimulatedContactID) -> SimulatedContact? { contact(named: id.text) }

    /// The person with this id, phone (digits) or user id.
    package func contact(named name: String) -> SimulatedContact? { contactPlaces[name].map { contacts[$0] } }

    mutating func insert(_ contact: SimulatedContact) {
        for name in [contact.id.text, contact.userID, contact.phone].compactMap(\.self) { contactPlaces[name] = contacts.count }
        contacts.append(contact)
    }

    mutating func change(phone: String, of contact: SimulatedContact) {
        guard let place = contactPlaces[contact.id.text] else { return }
        if let before = contact.phone { contactPlaces[before] = nil }
        contactPlaces[phone] = place
        contacts[place].phone = phone
    }

    package func message(_ id: String) -> SimulatedMessage? {
        places[id].flatMap { conversations[$0]?.message(id) }
    }

    package mutating func setFaults(_ faults: Faults) -> [PlatformAction] {
        self.faults = faults
        return [.show(.faults(faults))] + releasedStatuses()
    }
}
