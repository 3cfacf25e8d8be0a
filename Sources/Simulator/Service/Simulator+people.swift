// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
package import WhatsApp

extension Simulator {
    /// Adds a person; see ``SimulatedPlatform/addContact(name:phone:userID:username:language:)``.
    @discardableResult
    package func addContact(
        name: String, phone: String?, userID: String? = nil, username: String? = nil, language: String = "en"
    ) throws(PersonProblem) -> SimulatedContact {
        let (contact, actions) = try platform.addContact(
            name: name, phone: phone, userID: userID, username: username, language: language)
        perform(actions)
        return contact
    }

    /// The person sends something, to the first business number unless another is named.
    /// - Returns: the message; its webhook is under way.
    @discardableResult
    package func send(
        _ content: PersonContent, from contact: SimulatedContactID, to number: String? = nil, quoting: String? = nil
    ) throws(PersonProblem) -> SimulatedMessage {
        let number = number ?? firstNumber
        let (message, actions) = try platform.personSends(contact, content, to: number, quoting: quoting, now: clock.now)
        perform(actions)
        return message
    }

    /// The person calls, to the first business number unless another is named.
    package func call(from contact: SimulatedContactID, to number: String? = nil, seconds: Int = 30) throws(PersonProblem) {
        perform(try platform.personCalls(contact, number ?? firstNumber, seconds: seconds, now: clock.now))
    }

    /// The person stops marketing, or wants it again.
    package func prefer(marketing isWanted: Bool, _ contact: SimulatedContactID, on number: String? = nil) throws(PersonProblem) {
        perform(try platform.personPrefers(marketing: isWanted, contact, on: number ?? firstNumber, now: clock.now))
    }

    /// The person goes on with another phone number.
    package func change(phone: String, of contact: SimulatedContactID, on number: String? = nil) throws(PersonProblem) {
        perform(try platform.personChanges(phone: phone, contact, on: number ?? firstNumber, now: clock.now))
    }

    /// The person looks at the conversation.
    package func read(_ contact: SimulatedContactID, on number: String? = nil) throws(PersonProblem) {
        perform(try platform.personReads(contact, on: number ?? firstNumber, now: clock.now))
    }

    /// All that was said between the person and the number, oldest first.
    package func messages(with contact: SimulatedContactID, on number: String? = nil) -> [SimulatedMessage] {
        platform.conversations[SimulatedConversation.Key(number: number ?? firstNumber, contact: contact)]?.messages ?? []
    }

    /// An account has this template from now on.
    package func add(_ template: SimulatedTemplate) { platform.insert(template) }

    /// Meta decides about a template; its webhook is under way. False where there is none of the name.
    @discardableResult
    package func decide(_ name: String, language: String? = nil, status: TemplateStatus? = nil, quality: String? = nil, reason: String? = nil) -> Bool {
        guard let actions = platform.decide(name, language, status: status, quality: quality, reason: reason, now: clock.now) else { return false }
        perform(actions)
        return true
    }

    /// Every file that people sent or that was uploaded, by its id.
    package var media: [String: SimulatedMedia] { platform.media }

    /// The platform has none of its files any more, as after their days.
    package func forgetFiles() { platform.media = [:] }

    package var contacts: [SimulatedContact] { platform.contacts }
    package var faults: Faults { platform.faults }
    package var rules: PlatformRules { platform.rules }

    package func setFaults(_ change: @Sendable (inout Faults) -> Void) {
        var faults = platform.faults
        change(&faults)
        perform(platform.setFaults(faults))
    }

    package func setRules(_ rules: PlatformRules) { platform.rules = rules }

    private var firstNumber: String { platform.numbers.first?.phoneNumberID ?? "" }
}
