// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Plugins

@Suite struct GoTargetsTests {
    private func targets(_ source: String) -> [String] { GoTargets.of(source).map { "\($0.name):\($0.line)" } }

    @Test("a name that stands there is found with its line, however it is called")
    func literals() {
        #expect(targets("chat:go(\"a\")") == ["a:1"])
        #expect(targets("\n\n chat : go ( 'b' , { x = 1 } )") == ["b:3"])
        #expect(targets("chat:go \"c\" chat:go[[d]] chat:go([==[\ne]]]==])") == ["c:1", "d:1", "\ne]]:1"])
        #expect(targets("bot.flow('x', { run = function(c, given) c:go('f') end })") == ["f:1"])
    }

    @Test("comments and texts are not calls, and a name that is put together is none")
    func others() {
        #expect(targets("-- chat:go(\"a\")\n--[[ chat:go(\"a\")\n]] --[==[ chat:go('a') ]] ]==]") == [])
        #expect(targets("x = 'chat:go(\"a\")' y = [[chat:go('a')]] z = \"\\\"chat:go('a')\"") == [])
        #expect(targets("chat:go(\"a\" .. b) chat:go(name) chat:go(\"\\97\") chat:gone('a') chat.go('a') me.chat:go('a') robot:go('home')") == [])
        #expect(targets("#!/usr/bin/lua chat:go('a')\nchat:go('b')") == ["b:2"])
        #expect(targets("--chat:go('a')") == [] && targets("chat:go(") == [] && targets("x = \"") == [] && targets("") == [])
    }
}
