// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// What a commit changes about who somebody is.
enum PeopleChange: Sendable {
    /// The contact is the user whose code it has shown; the code is used up.
    case link(ContactID, UserID, codeHash: String)
    case guesses(LinkCodeRepository.Guesses?, of: ContactID?)
    /// The contact was told how to register.
    case told(ContactID)

    /// - Throws: ``CodeUsed`` where somebody else was faster.
    func apply(at time: Timestamp, in connection: any Connection) throws {
        switch self {
        case .link(let contact, let user, let hash):
            try LinkCodeRepository.use(hash, in: connection)
            try UserLinkRepository.link(contact, to: user, at: time, in: connection)
        case .guesses(let guesses, let contact): try LinkCodeRepository.set(guesses, of: contact, in: connection)
        case .told(let contact): try RegistrationNoticeRepository.tell(contact, at: time, in: connection)
        }
    }
}
