// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite struct NearestNameTests {
    @Test(
        "the name that was probably meant is found",
        arguments: [
            ("trigers", "triggers"), ("titel", "title"), ("Timeout", "timeout"), ("acess", "access"), ("runn", "run"), ("rnu", "run"),
        ])
    func finds(written: String, meant: String) {
        #expect(NearestName.of(written, among: ["title", "triggers", "timeout", "access", "run"]) == meant)
    }

    @Test("a name that is far from all has no nearest one", arguments: ["colour", "x", "", "something else"])
    func findsNone(written: String) {
        #expect(NearestName.of(written, among: ["title", "triggers", "timeout", "access"]) == nil)
    }

    @Test("of names that are equally near the first in the alphabet is taken, whatever their order")
    func ties() {
        #expect(NearestName.of("cat", among: ["hat", "bat"]) == "bat")
        #expect(NearestName.of("cat", among: ["bat", "hat"]) == "bat")
        #expect(NearestName.of("cat", among: [String]()) == nil)
    }

    @Test(
        "insertions, deletions, replacements and swaps of neighbours count one each",
        arguments: [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abd", 1), ("abc", "acb", 1), ("ab", "abc", 1), ("kitten", "sitting", 3)])
    func distance(left: String, right: String, edits: Int) {
        #expect(NearestName.distance(left, right) == edits)
        #expect(NearestName.distance(right, left) == edits)
    }
}
