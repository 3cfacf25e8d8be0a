// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Plugins

@Suite struct ReferenceTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let files = DefinitionFiles.files() + [ReferencePage.file(), PreludeRules.file()]

    @Test("the reference, the definitions for editors and the fuzzer's rules are what the declarations say; else: make reference", arguments: files)
    func current(file: ReferenceFile) throws {
        let written = try String(contentsOf: Self.root.appending(path: file.path), encoding: .utf8)
        #expect(written == file.text, "\(file.path) is old: make reference")
    }

    @Test("no definition is left of a namespace that is gone")
    func nothingElse() throws {
        let present = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: DefinitionFiles.folder).path)
        #expect(present.sorted() == DefinitionFiles.files().map { String($0.path.dropFirst(DefinitionFiles.folder.count + 1)) }.sorted())
    }

    @Test("every type that a definition names is defined")
    func types() {
        let lines = DefinitionFiles.files().flatMap { $0.text.split(separator: "\n") }
        let defined = Set(lines.filter { $0.hasPrefix("---@class ") }.map { String($0.dropFirst(10)) })
        let builtin: Set<String> = ["any", "string", "number", "integer", "boolean", "table", "fun"]
        var named = 0
        for line in lines where line.hasPrefix("---@param ") || line.hasPrefix("---@field ") || line.hasPrefix("---@return ") {
            let words = line.split(separator: " ", maxSplits: 2)
            // A return has its type where the others have their name.
            let type = line.hasPrefix("---@return") ? words[1] : words[2].prefix { $0 != " " }
            if type.hasPrefix("fun(") { continue }
            for name in type.split(whereSeparator: { "|()[]?".contains($0) }).map(String.init) where !name.hasPrefix("\"") {
                let bare = name.hasPrefix("table<") ? "table" : name
                #expect(builtin.contains(bare) || defined.contains(bare), "\(line)")
                named += 1
            }
        }
        #expect(named > 100)
    }
}
