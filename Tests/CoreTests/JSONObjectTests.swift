// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing

struct JSONObjectTests {
    @Test("Of two members of one name the last counts, read or built")
    func duplicates() throws {
        let read = try JSON(Array(#"{"a":1,"b":2,"a":3}"#.utf8))
        #expect(read["a"] == 3)
        #expect(JSON.object(JSONObject([("a", 1), ("a", 3)]))["a"] == 3)
    }

    @Test("Writing replaces the member in its place, appends a new one, and nil removes every one of that name")
    func writing() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 5
        object["c"] = 3
        #expect(object.keys == ["a", "b", "c"])
        object["a"] = nil
        object["missing"] = nil
        #expect(object.keys == ["b", "c"])
        var twice = JSONObject([("a", 1), ("a", 2)])
        twice["a"] = nil
        #expect(twice.isEmpty)
    }

    @Test("Order does not matter for equality and hash, values and numbers of members do")
    func equality() {
        let left: JSON = ["a": 1, "b": [2.0]], right: JSON = ["b": [2.0], "a": 1]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != ["a": 1, "b": [2]])
        #expect(left != ["a": 1])
        #expect(left != ["a": 1, "c": [2.0]])
        #expect(JSONObject() == [:])
        #expect(JSONObject([("a", 1), ("a", 2)]) != JSONObject([("a", 2), ("b", 2)]))
    }

    @Test("A null member is there, a missing one is not")
    func null() {
        let json: JSON = ["a": nil]
        #expect(json["a"] == .null)
        #expect(json["b"] == nil)
        #expect(json["a"]?.isNull == true)
    }

    @Test("An empty Lua table is a list and an object")
    func emptyTable() {
        #expect(JSON.array([]).object == JSONObject())
        #expect(JSON.object([:]).elements == [])
        #expect(JSON.array([1]).object == nil)
        #expect(JSON.object(["a": 1]).elements == nil)
    }

    @Test("Whole floats are integers for whoever asks for one")
    func int() {
        #expect(JSON.number(3).int == 3)
        #expect(JSON.number(3.5).int == nil)
        #expect(JSON.number(1e300).int == nil)
        #expect(JSON.integer(3).double == 3)
        #expect(JSON.string("3").int == nil)
    }

    @Test("Names of a hostile object with many members are still found, and cheaply compared")
    func many() {
        let object = JSONObject((0..<5_000).map { ("name\($0)", .integer(Int64($0))) })
        #expect(object["name4999"] == 4_999)
        #expect(object == JSONObject(object.members.reversed()))
    }
}
