// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Language
import Testing

@Suite("Words that name something with a title")
struct WordMatchTests {
    private let titles = ["Prepare the presentation", "Prepare the budget", "Call the client about the budget", "Order paper", "مراجعة الميزانية"]

    private func best(_ words: String) -> [String] { WordMatch.best(words, among: titles) { $0 } }

    @Test("name it in any form, with a slip of the finger, and in Arabic", arguments: [
        ("the presentation", "Prepare the presentation"), ("presentations", "Prepare the presentation"), ("presntation", "Prepare the presentation"),
        ("ordering papers", "Order paper"), ("الميزانية", "مراجعة الميزانية"), ("client", "Call the client about the budget"),
        ("I ordered that paper on the way, it", "Order paper"), ("has to prepare our budget today", "Prepare the budget"),
    ])
    func names(words: String, title: String) { #expect(best(words) == [title]) }

    @Test("name all that are equally meant, and what is called exactly so alone")
    func several() {
        #expect(Set(best("the budget")) == ["Prepare the budget", "Call the client about the budget"])
        #expect(best("prepare the budget") == ["Prepare the budget"])
    }

    @Test("name nothing where nothing has them", arguments: ["the holiday", "", "the", "..."])
    func nothing(words: String) { #expect(best(words).isEmpty) }
}
