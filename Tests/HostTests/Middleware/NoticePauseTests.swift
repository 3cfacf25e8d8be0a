// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Store
import Testing

@testable import Host

@Suite("What is told once")
struct NoticePauseTests {
    private static let start = Timestamp(milliseconds: 1_767_603_600_000)
    private static let amina = ContactID(stored: "amina")

    private static func id(_ index: Int) -> UpdateID { UpdateID(stored: "\(index)") }

    @Test("is told again only when the pause is over, whichever message arrives first")
    func pause() {
        var pause = NoticePause(.seconds(60))
        let (amina, omar) = (Self.amina, ContactID(stored: "omar"))
        let sent: [(ContactID, after: Int64)] = [(amina, 100), (amina, 159), (amina, 41), (omar, 100), (amina, 160)]
        var told: [Bool] = []
        for (index, (contact, after)) in sent.enumerated() { told.append(pause.tells(contact, of: Self.id(index), at: Self.start + .seconds(after))) }
        #expect(told == [true, false, false, true, true])
    }

    @Test("is told again where the same message is tried again, because the first answer was not committed")
    func triedAgain() {
        var pause = NoticePause(.seconds(60))
        var told: [Bool] = []
        for index in [1, 1, 1, 2] { told.append(pause.tells(Self.amina, of: Self.id(index), at: Self.start)) }
        #expect(told == [true, true, true, false])
    }
}
