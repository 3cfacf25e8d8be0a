// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

struct DependencyTests {
    /// The floors of docs/architecture.md: a target imports from lower floors only.
    private static let floors: [String: Int] = [
        "CCurl": 0, "CLua": 0, "CGlibc": 0, "Core": 0, "LoopbackHTTP": 0, "script-worker": 1, "Business": 1,
        "WhatsApp": 2, "Language": 2, "Scripting": 2, "Fetch": 2, "Store": 2, "Flow": 2,
        "Plugins": 3, "Host": 4, "Simulator": 4, "ChatTesting": 5, "Server": 5, "Commands": 6, "moonpost": 7,
        "moonpost-bench": 7,
    ]

    @Test("Dependencies point downwards only, and siblings do not import each other")
    func downwards() throws {
        let targets = try #require(try Repository.package()["targets"]?.elements)
        var checked = 0
        for target in targets where target["type"]?.text != "test" {
            let name = try #require(target["name"]?.text)
            let floor = try #require(Self.floors[name], "\(name) has no floor in docs/architecture.md")
            for dependency in target["dependencies"]?.elements ?? [] {
                guard let other = dependency["byName"]?[0]?.text ?? dependency["target"]?[0]?.text,
                    let otherFloor = Self.floors[other]
                else { continue }
                #expect(otherFloor < floor, "\(name) imports \(other)")
                checked += 1
            }
        }
        #expect(checked > 30)
    }
}
