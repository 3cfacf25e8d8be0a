// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What each of Twilio's error codes means and what to do about it, as data. ``ErrorPolicy`` asks here for what is not
/// Meta's: the two never use the same code.
///
/// Source of codes and meanings: Twilio, "Error and warning dictionary" and "WhatsApp error code mapping"; the actions are
/// our judgement.
package enum TwilioErrorPolicy {
    /// The rule for a code, or nil where the code is not in the table.
    package static func rule(for code: Int) -> ErrorPolicy.Rule? { table[code] }

    /// Every code with a rule, for tests and for the reference.
    package static var codes: [Int] { table.keys.sorted() }

    private static let table: [Int: ErrorPolicy.Rule] = {
        var table: [Int: ErrorPolicy.Rule] = [:]
        for (codes, meaning, action, advice) in rules {
            for code in codes {
                table[code] = ErrorPolicy.Rule(meaning: meaning, action: action, advice: advice, notice: nil)
            }
        }
        return table
    }()

    private static let rules: [(codes: [Int], meaning: String, action: SendAction, advice: String)] = [
        // Passing.
        ([20500, 63009, 63010, 63012, 63023, 63029], "Twilio or WhatsApp has a temporary problem", .retry, ""),
        ([20429], "Too many requests of the account at once", .pauseAccount, "Lower sending.connections, or ask Twilio for a higher limit."),
        (
            [21611, 30001, 63017, 63018], "The number sends too fast", .slowNumber,
            "Ask Twilio for a higher throughput of the sender if this lasts."
        ),
        (
            [63019, 63037], "The file could not be fetched from its address", .uploadAgain,
            "The address must answer Twilio without a login, within seconds, and with the right type."
        ),
        // Limits that protect people.
        ([63016], "The 24-hour window is closed", .switchToTemplate, "Send a template by its Content SID, or wait until the person writes."),
        ([21610], "The person wrote STOP to this number", .optOut, "Only START, written by the person, ends it."),
        ([63049], "The person has had enough marketing for now", .restMarketing, ""),
        (
            [63038], "The account has reached its limit of messages for the day", .retryAfter(.seconds(3_600)),
            "A trial account has a small limit: upgrade it in the Twilio Console."
        ),
        (
            [63026], "People reported what the number sends", .stopCampaigns,
            "Look at the number's quality in WhatsApp Manager before any campaign goes on."
        ),
        ([63032], "WhatsApp does not let this person be written to at the moment", .never, ""),
        ([63014, 63033], "The person has blocked the number", .never, ""),
        (
            [21211, 21214, 21217, 21401, 21421, 21614, 63003, 63024], "The message cannot be delivered to this person", .never,
            "The number is wrong or not on WhatsApp."
        ),
        // Requests that are wrong.
        (
            [21602, 21617, 21619, 63005, 63006, 63011, 63021, 63030, 63031], "The request is wrong", .never,
            "This is a mistake in the flow or in this program: read the details."
        ),
        (
            [11751, 12300, 21620, 21623, 63025, 63034], "The file is of a kind or size that cannot be sent", .never,
            "Check the file's address, type and size: WhatsApp takes at most 16 MB through Twilio."
        ),
        (
            [21609], "The address for statuses is wrong", .never,
            "server.webhook_url must be an https address that is reached from outside."
        ),
        (
            [21608, 63015], "The person has not joined the sandbox", .never,
            "Let the person send the sandbox's join words to the number, or use a sender of your own."
        ),
        // Content templates.
        (
            [21654, 21655, 21656, 63027, 63028, 92005, 92006, 92007], "The content template or its values are wrong", .pauseCampaign,
            "Compare the Content SID and its variables in the Twilio Console with the configuration of the number."
        ),
        (
            [63040], "The content template is rejected", .pauseCampaign,
            "Improve the template in the Twilio Console, or replace it."
        ),
        (
            [63041], "The content template is paused for low quality", .restTemplate,
            "Improve the template in the Twilio Console, or wait until Meta resumes it."
        ),
        // It only rests, unlike Meta's 132016: nobody tells when another Content SID has taken its place.
        ([63042], "The content template is disabled for low quality", .restTemplate, "Replace the template, and its Content SID in the configuration."),
        // The account.
        (
            [20003, 20006, 20008, 20403, 20404], "The account SID or the auth token is wrong", .stopAccount,
            "Check account_sid and auth_token in the configuration; test credentials cannot send."
        ),
        ([20005, 30002, 90010], "The Twilio account is suspended or closed", .stopAccount, "Open the Twilio Console: it says why, and what to do."),
        (
            [21212, 21603, 21606, 63002, 63007, 63008], "The number is no WhatsApp sender of this account", .stopAccount,
            "Check number in the configuration, and the sender's status in the Twilio Console."
        ),
        (
            [21701, 21702, 21703, 21704, 21705], "The messaging service does not exist, or has no such sender", .stopAccount,
            "Check messaging_service_sid, and add the WhatsApp sender to the service."
        ),
        (
            [63001, 63020, 63022], "The number's business account or its name is not in order at Meta", .stopAccount,
            "Open WhatsApp Manager: it says what is missing."
        ),
        (
            [63013], "Meta's policy forbids the message, or the account is restricted", .stopAccount,
            "Read the policy notice in WhatsApp Manager and appeal there."
        ),
        ([63059], "The number belongs to another WhatsApp Business account", .stopAccount, "Register the sender again in the Twilio Console."),
        ([63062], "The terms for marketing messages are not accepted", .never, "Accept them in WhatsApp Manager, under Alerts."),
    ]
}
