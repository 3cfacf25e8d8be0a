// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import WhatsApp

/// The content templates of a number of Twilio's, when it is added and later.
struct NumberContent: ParsableArguments {
    @Option(
        name: .customLong("content-buttons"),
        help: "Of Twilio: the Content SID for one button, again for two, again for three, in the place of those before; \"none\" takes them away.")
    var buttons: [String] = []

    @Option(
        name: .customLong("content-lists"),
        help: "Of Twilio: the Content SID for a list of one row, again for two, and so on, in the place of those before; \"none\" takes them away.")
    var lists: [String] = []

    @Option(
        name: .customLong("content-template"),
        help: "Of Twilio: an approved template, such as order_shipped=HX... or, for one language, order_shipped:ar=HX...; again for each; NAME=none takes one away.")
    var templates: [String] = []

    private static let none = "none"

    func apply(to number: inout Configuration.Number) throws {
        if buttons.isEmpty, lists.isEmpty, templates.isEmpty { return }
        guard var twilio = number.twilio else {
            throw ValidationError(
                "--content-buttons, --content-lists and --content-template are of Twilio's numbers, and \"\(number.name)\" is one of Meta's, which needs none")
        }
        if !buttons.isEmpty { twilio.contentButtons = try Self.list(buttons, "--content-buttons", most: Limits.buttons) }
        if !lists.isEmpty { twilio.contentLists = try Self.list(lists, "--content-lists", most: Limits.rows) }
        for template in templates { try Self.apply(template, to: &twilio.contentTemplates) }
        number.twilio = twilio
    }

    private static func list(_ texts: [String], _ option: String, most: Int) throws -> [String] {
        if texts == [none] { return [] }
        guard texts.count <= most else { throw ValidationError("\(option): \(texts.count) Content SIDs are too many, the limit is \(most)") }
        for text in texts { try check(text, option) }
        return texts
    }

    private static func apply(_ text: String, to templates: inout [String: String]) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, isKey(parts[0]) else {
            throw ValidationError("--content-template: \"\(text)\" is not like order_shipped=HX... or order_shipped:ar=HX...")
        }
        if parts[1] != none {
            try check(parts[1], "--content-template")
            templates[parts[0]] = parts[1]
        } else if templates.removeValue(forKey: parts[0]) == nil {
            let known = templates.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            throw ValidationError("--content-template: there is no \"\(parts[0])\" to take away" + (known.isEmpty ? "" : ": there is \(known)"))
        }
    }

    /// A template's name, with or without its language.
    private static func isKey(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return false }
        return parts.count == 1 || ConfigurationReader.isLanguageTag(parts[1].replacing("_", with: "-"))
    }

    private static func check(_ sid: String, _ option: String) throws {
        guard TwilioEndpoint.isSID(sid, "HX") else {
            throw ValidationError("\(option): \"\(sid)\" is not a Content SID: it is HX and 32 hexadecimal digits")
        }
    }
}
