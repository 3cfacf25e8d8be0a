// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Testing

@Suite("moonpost user and moonpost audit", .timeLimit(.minutes(10)))
struct UserCommandTests {
    @Test("a user is added, linked, changed and disabled, and every step is in the log")
    func life() throws {
        let project = try Project()
        #expect(try project.run("user", "list").errors.contains("there is no store"))
        let added = try project.run("user", "add", "Omar Said", "--role", "manager", "--phone", "+20 100 765 4321", "--timezone", "Africa/Cairo")
        #expect(added.code == 0 && added.output.contains("added Omar Said, manager") && added.output.contains("+201007654321"), "\(added)")
        _ = try project.run("user", "add", "Amina")
        let list = try project.run("user", "list").output.split(separator: "\n")
        #expect(list.count == 2 && list[0].hasPrefix("Amina  member  ") && list[1].contains("+201007654321") && list[1].contains("Africa/Cairo"))
        #expect(try project.run("user", "link", "amina", "+201001234567").output == "+201001234567 is Amina from now on\n")
        #expect(try project.run("user", "link", "omar", "+201001234567").output == "+201001234567 is Omar Said from now on; it was Amina\n")
        #expect(try project.run("user", "unlink", "+201001234567").code == 0)
        #expect(try project.run("user", "unlink", "+201001234567").errors.contains("is no user's"))
        #expect(try project.run("user", "set", "omar", "--role", "admin", "--name", "Omar S.").output == "Omar S.: admin, Africa/Cairo\n")
        #expect(try project.run("user", "disable", "omar").output.contains("Omar S. is disabled"))
        #expect(try project.run("user", "disable", "omar").errors.contains("is disabled already"))
        #expect(try project.run("user", "list").output.contains("Omar") == false)
        #expect(try project.run("user", "list", "--all").output.contains("disabled"))
        let log = try project.run("audit").output.split(separator: "\n")
        #expect(log.count == 8 && log[0].hasPrefix("8  ") && log[0].contains("change  Omar S.") && log[1].contains("manager -> admin"), "\(log)")
        #expect(try project.run("audit", "list", "--action", "link", "--json").output.split(separator: "\n").count == 3)
        let sound = try project.run("audit", "verify")
        #expect(sound.code == 0 && sound.output.hasPrefix("sound: 8 rows, the last with the hash "))
        let head = String(sound.output.dropLast().suffix(64))
        #expect(try project.run("audit", "verify", "--head", head).code == 0)
        let lost = try project.run("audit", "verify", "--head", String(repeating: "a", count: 64))
        #expect(lost.code == 1 && lost.errors.contains("the audit log is broken at row 9"))
    }

    @Test("a code needs the key of the installation, and is told once, in two groups, and nowhere in the store")
    func code() throws {
        let project = try Project()
        _ = try project.run("user", "add", "Omar")
        let early = try project.run("user", "code", "Omar")
        #expect(early.code == 1 && early.errors.contains("moonpost key"))
        _ = try project.run("key")
        let made = try project.run("user", "code", "Omar", "--valid", "2 hours")
        let code = made.output.prefix(9)
        #expect(made.code == 0 && code.count == 9 && code.contains(" ") && made.output.contains("within 2 hours"), "\(made)")
        let digits = code.replacingOccurrences(of: " ", with: "")
        for file in project.files where file.hasPrefix("data/moonpost.db") {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: project.path + "/" + file))
            #expect(bytes.range(of: Data(digits.utf8)) == nil, "\(file)")
        }
        #expect(try project.run("user", "code", "Omar", "--valid", "30 days").errors.contains("7 days at most"))
    }

    @Test("what is wrong is said with the value, the rule and the next step")
    func mistakes() throws {
        let project = try Project()
        for (arguments, error) in [
            (["user", "add", " "], "needs a name"), (["user", "add", "A", "--role", "boss"], "\"boss\" is no role: there is member, manager, admin"),
            (["user", "add", "A", "--timezone", "Cairo"], "there is no time zone \"Cairo\""), (["user", "add", "A", "--phone", "12"], "\"12\" is no phone number"),
        ] {
            let outcome = try project.run(arguments)
            #expect(outcome.code != 0 && outcome.errors.contains(error), "\(outcome)")
        }
        for name in ["Omar Said", "Omar Ali"] { _ = try project.run("user", "add", name) }
        #expect(try project.run("user", "set", "omar", "--role", "admin").errors.contains("may be Omar Ali ("))
        #expect(try project.run("user", "set", "Omar Ali").errors.contains("nothing to change"))
        #expect(try project.run("user", "set", "Lina", "--role", "admin").errors.contains("there is no user \"Lina\""))
    }
}
