// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

struct SourceTests {
    @Test("Every source file begins with the header of two lines and has at most 700 lines")
    func headers() throws {
        let files = try Repository.files(below: "Sources", ending: [".swift", ".c", ".h", ".lua"])
        #expect(files.count > 100)
        for file in files where file.lastPathComponent != "shim.h" {
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            let mark = file.pathExtension == "lua" ? "--" : "//"
            #expect(lines.first == "\(mark) Moonpost", "\(file.path)")
            #expect(lines.dropFirst().first == "\(mark) SPDX-License-Identifier: Apache-2.0", "\(file.path)")
            #expect(lines.count <= 700, "\(file.path) has \(lines.count) lines")
        }
    }
}
