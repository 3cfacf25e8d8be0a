// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Bodies of 4 MiB that are cheap to send and could be dear to read.
enum HeavyBodies {
    static let size = 4 << 20

    /// The few that a debug build, which is ten times slower, is worth the time for.
    static var some: [BadBodies.Case] {
        let names = [
            "small objects", "as many objects as are let through", "as many contacts as are let through", "one text",
            "1,000 messages",
        ]
        return all.filter { names.contains($0.name) }
    }

    static var all: [BadBodies.Case] {
        let head =
            #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"\#(HostFolder.number)"},"#
        let tail = "}}]}]}"
        func filled(_ name: String, _ open: String, _ piece: String, _ close: String, most: Int = .max)
            -> BadBodies.Case
        {
            let room = size - head.utf8.count - tail.utf8.count - open.utf8.count - close.utf8.count
            let count = min(room / piece.utf8.count, most)
            let text = head + open + String(repeating: piece, count: count) + close
            let padding = String(repeating: " ", count: size - text.utf8.count - tail.utf8.count)
            return BadBodies.Case(name: name, body: Array((text + padding + tail).utf8))
        }
        let messages = (0..<1_000).map { index in
            #"{"from":"49152\#(1_000_000 + index)","id":"wamid.heavy\#(index)","timestamp":"1790000000","type":"text","text":{"body":"\#(String(repeating: "x", count: 3_900))"}}"#
        }
        let distinct = (0..<240_000).map { "\"\($0)\":0" }.joined(separator: ",")
        // What the reader's limit of 250,000 values lets through.
        let most = 249_000
        return [
            filled("small objects", #""messages":[{}"#, ",{}", "]"),
            filled("small lists", #""messages":[[]"#, ",[]", "]"),
            filled("numbers", #""messages":[0"#, ",0", "]"),
            filled("messages with an id alone", #""messages":[{"id":"a"}"#, #",{"id":"a"}"#, "]"),
            filled("as many objects as are let through", #""a":[{}"#, ",{}", "]", most: most / 2),
            filled("as many texts as are let through", #""a":[0"#, #","0123456789""#, "]", most: most),
            filled("as many messages as are let through", #""messages":[{}"#, ",{}", "]", most: most / 2),
            filled("as many statuses as are let through", #""statuses":[{}"#, #",{"id":"a"}"#, "]", most: most / 2),
            filled(
                "as many contacts as are let through",
                #""messages":[{"id":"wamid.c","from":"4915299","type":"text","text":{"body":""}}],"contacts":[{}"#,
                #",{"wa_id":"4915298"}"#, "]", most: most / 2),
            filled(
                "a message of as many members as are let through",
                #""messages":[{"id":"wamid.m","from":"4915299","type":"text","text":{"body":"x"},"# + distinct, " ",
                "}]"),
            filled("one key again and again", #""a":0"#, #","a":0"#, ""),
            filled("keys, each another", distinct + #","z":""#, "z", "\""),
            filled("lists in lists", #""messages":"#, "[", ""),
            filled("objects in objects", #""messages":"#, #"{"a":"#, ""),
            filled(
                "one text", #""messages":[{"id":"wamid.text","from":"4915299","type":"text","text":{"body":""#, "x",
                #""}}]"#),
            filled(
                "one text of escapes",
                #""messages":[{"id":"wamid.escapes","from":"4915299","type":"text","text":{"body":""#, #"\u00e9"#,
                #""}}]"#),
            filled(
                "one text of quotes",
                #""messages":[{"id":"wamid.quotes","from":"4915299","type":"text","text":{"body":""#, #"\""#, #""}}]"#),
            filled("one number", #""a":1"#, "0", ""),
            filled("white space", #""a":0"#, " ", ""),
            filled("strings", #""a":[""#, #"",""#, #""]"#),
            BadBodies.Case(
                name: "1,000 messages",
                body: Array((head + #""messages":["# + messages.joined(separator: ",") + "]" + tail).utf8)),
        ]
    }
}
