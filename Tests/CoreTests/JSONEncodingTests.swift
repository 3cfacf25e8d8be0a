// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing

struct JSONEncodingTests {
    @Test("Compact text, members in the order in which they were written")
    func compact() {
        let json: JSON = ["b": [1, 2.5, nil], "a": ["x": true, "y": [:], "z": []]]
        #expect(json.description == #"{"b":[1,2.5,null],"a":{"x":true,"y":{},"z":[]}}"#)
    }

    @Test("A float is always written as one")
    func floats() {
        #expect(JSON.number(1).description == "1.0")
        #expect(JSON.number(-0.0).description == "-0.0")
        #expect(JSON.number(1e300).description == "1e+300")
        #expect(JSON.number(.leastNonzeroMagnitude).description == "5e-324")
        #expect(JSON.integer(1).description == "1")
        #expect(JSON.integer(.min).description == "-9223372036854775808")
    }

    @Test("What no JSON number can be is written as null", arguments: [Double.infinity, -.infinity, .nan])
    func notFinite(value: Double) {
        #expect(JSON.number(value).description == "null")
    }

    @Test("Quotes, backslashes and control characters are escaped, and nothing else")
    func escapes() {
        #expect(
            JSON.string("\"\\/\n\r\t\u{0}\u{1F}\u{7F}é👍").description == #""\"\\/\n\r\t\u0000\u001f"# + "\u{7F}é👍\"")
    }
}
