// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A source that a program writes better than a person.
struct Bomb: Sendable {
    var name: String
    var text: String
    var ending = HostileScript.Ending.error

    static let all = [
        Bomb(name: "bytecode", text: "\u{1B}LuaT\u{0}\u{19}\u{93}\r\n\u{1A}\n\u{4}\u{8}\u{8}xV\u{0}\u{0}"),
        Bomb(name: "bytecode behind a line for the shell", text: "#!/usr/bin/lua\n\u{1B}LuaT\u{0}\u{19}\u{93}\r\n"),
        Bomb(name: "a file that is too long", text: String(repeating: "-- nothing\n", count: 10_000)),
        Bomb(name: "an error at the end of a chain of thirty thousand names", text: "local a = {}\nreturn a" + String(repeating: ".x", count: 30_000)),
        Bomb(name: "thousands of jumps", text: String(repeating: "goto e\n", count: 9_000) + "::e::", ending: .harmless),
        Bomb(name: "thousands of labels", text: (0..<5_000).map { "::l\($0)::" }.joined()),
        Bomb(name: "thousands of functions", text: String(repeating: "f=function()end\n", count: 4_000), ending: .harmless),
        Bomb(name: "brackets without end", text: String(repeating: "(", count: 60_000)),
        Bomb(name: "tables without end", text: "return " + String(repeating: "{", count: 60_000)),
        Bomb(name: "one line of sixty thousand signs", text: "return " + String(repeating: "-~", count: 30_000) + "1"),
        Bomb(name: "zero bytes", text: String(repeating: "\u{0}", count: 60_000)),
        Bomb(name: "a name of sixty thousand letters", text: "local " + String(repeating: "n", count: 30_000) + "\nerror(" + String(repeating: "n", count: 30_000) + ".x)"),
    ]
}
