// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation

/// What can be said of a number beside its secrets, when it is added and later.
struct NumberScope: ParsableArguments {
    @Option(help: "The platform's id of the WhatsApp Business account: its templates are read.")
    var account: String?

    @Option(help: "Messages a second, where they differ from [limits].")
    var throughput: Int?

    @Option(help: "Numbers of different business portfolios have different names here.")
    var portfolio: String?

    @Option(help: "The language of people whose own is not known, such as ar.")
    var language: String?

    @Option(help: "The plugins that answer on the number, with commas between; \"all\" is every one.")
    var plugins: String?

    @Option(name: .customLong("graph-version"), help: "The version of the Graph API.")
    var graphVersion: String?

    func apply(to number: inout Configuration.Number) throws {
        if let account { number.businessAccountID = account }
        if let throughput {
            guard (1...100_000).contains(throughput) else { throw ValidationError("--throughput must be 1 to 100000, and is \(throughput)") }
            number.throughput = throughput
        }
        if let portfolio { number.portfolio = portfolio }
        if let language {
            guard ConfigurationReader.isLanguageTag(language) else {
                throw ValidationError("--language: \"\(language)\" is not a language: write a tag like \"en\", \"ar\" or \"pt-BR\"")
            }
            number.language = language
        }
        if let plugins {
            number.plugins = plugins == "all" ? nil : Set(plugins.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
        if let graphVersion { number.graphVersion = graphVersion }
    }
}
