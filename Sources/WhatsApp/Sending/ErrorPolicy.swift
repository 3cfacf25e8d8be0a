// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What each of Meta's error codes means and what to do about it, as data.
///
/// Source of codes and meanings: Meta, "Cloud API error codes"; the actions are our judgement. Meta
/// advises to build on the code and the details, never on the title or the HTTP status.
package enum ErrorPolicy {
    /// What is known of a code.
    package struct Rule: Hashable, Sendable {
        package var meaning: String
        package var action: SendAction
        /// What the operator should do; empty where nothing is to be done.
        package var advice: String
        /// What the person reads where a message of theirs came with such an error; nil where this is none of their business.
        package var notice: PersonNotice?
    }

    /// The rule for a code of Meta's or of Twilio's, or nil where it is in neither table.
    package static func rule(for code: Int) -> Rule? {
        if let rule = table[code] ?? TwilioErrorPolicy.rule(for: code) { return rule }
        return (200...299).contains(code) ? permission : nil
    }

    /// The rule for an error. Meta says of a number that is not there, or that the token may not see, what it says of a wrong
    /// parameter, and tells the two apart by the subcode 33: the message is as good as any, and waits until somebody has seen to it.
    package static func rule(for error: PlatformError) -> Rule? {
        error.code == 100 && error.subcode == 33 ? unseen : rule(for: error.code)
    }

    private static let unseen = Rule(
        meaning: "The number does not exist, or the access token may not see it", action: .stopAccount,
        advice: "Compare phone_number_id with WhatsApp Manager, and give the token's system user the WhatsApp account as an asset.")

    /// What to do about an error, or about an answer that names none.
    ///
    /// A code that the table does not know is retried when the server itself failed (status 5xx) and
    /// is final otherwise: a request that Meta refuses for a reason we do not know stays refused.
    package static func action(for error: PlatformError?, status: Int) -> SendAction {
        if let error, let rule = rule(for: error) { return rule.action }
        switch status {
        case 500...599, 408, 425, 429: return .retry
        case 401, 403: return .stopAccount
        default: return .never
        }
    }

    /// Every code with a rule of its own, for tests and for the reference.
    package static var codes: [Int] { table.keys.sorted() }

    private static let permission = Rule(
        meaning: "The access token is invalid or lacks a permission", action: .stopAccount,
        advice:
            "Make a new access token with the permission whatsapp_business_messaging and put it into the configuration."
    )

    private static let table: [Int: Rule] = {
        var table: [Int: Rule] = [:]
        for (codes, rule) in rules {
            for code in codes { table[code] = rule }
        }
        return table
    }()
}

extension ErrorPolicy.Rule {
    fileprivate init(_ meaning: String, _ action: SendAction, _ advice: String = "", notice: PersonNotice? = nil) {
        self.init(meaning: meaning, action: action, advice: advice, notice: notice)
    }
}

extension ErrorPolicy {
    private static let rules: [([Int], Rule)] = [
        // Passing.
        ([1, 2, 131000, 131016, 133004], Rule("WhatsApp has a temporary problem", .retry)),
        (
            [4, 80007],
            Rule(
                "Too many calls of the app or the account", .pauseAccount,
                "Spread the calls, or ask Meta for a higher limit.")
        ),
        ([130429], Rule("The number sends too fast", .slowNumber)),
        ([131056], Rule("Too many messages to one person in a short time", .retryPairRate)),
        ([131057, 2494100], Rule("The number is in maintenance", .holdNumber)),
        ([131053], Rule("The file could not be uploaded", .uploadAgain, "Check the file's type and size.")),
        (
            [131055, 134100, 134101, 134102],
            Rule(
                "The marketing messages service is not ready for this", .retryAfter(.seconds(600)),
                "Check the template and the onboarding of Marketing Messages.")
        ),
        (
            [131063],
            Rule(
                "This template must go through Marketing Messages", .never,
                "Send this template through the Marketing Messages API.")
        ),
        // Limits that protect people.
        ([131049], Rule("The person has had enough marketing for now", .restMarketing)),
        (
            [131048],
            Rule(
                "The number is restricted because people reported it", .stopCampaigns,
                "Look at the number's quality in WhatsApp Manager before any campaign goes on.")
        ),
        (
            [131064],
            Rule(
                "Too many templates in the wrong category", .stopCampaigns,
                "Correct the categories of the templates in WhatsApp Manager.")
        ),
        ([130472], Rule("The person is part of an experiment of Meta's", .never)),
        ([131050], Rule("The person stopped marketing messages", .optOut)),
        (
            [131047],
            Rule("The 24-hour window is closed", .switchToTemplate, "Send a template, or wait until the person writes.")
        ),
        (
            [131026],
            Rule(
                "The message cannot be delivered to this person", .never,
                "The person may not use WhatsApp, has an old version, or has not accepted the terms.")
        ),
        ([130403], Rule("We blocked this person", .never)),
        (
            [131062],
            Rule(
                "This message needs a phone number", .askForPhone,
                "Ask the person for the phone number before sending such a message.")
        ),
        (
            [137000],
            Rule(
                "The person's identity may have changed", .verifyIdentity,
                "Verify who it is before sending anything private.")
        ),
        // Requests that are wrong.
        (
            [100, 131008, 131009, 131021, 135000],
            Rule("The request is wrong", .never, "This is a mistake in the flow or in this program: read the details.")
        ),
        (
            [131030],
            Rule(
                "The recipient is not on the test number's list", .never,
                "Add the recipient to the allowed list of the test number in the app's dashboard.")
        ),
        (
            [131037],
            Rule(
                "The number's display name is not approved", .stopAccount,
                "Have the display name approved in WhatsApp Manager.")
        ),
        ([131051], Rule("This kind of message is not supported", .informPerson, notice: .unreadable)),
        ([131052], Rule("The person's file could not be fetched", .informPerson, notice: .fileLost)),
        ([131060], Rule("The message is not available", .informPerson, notice: .messageLost)),
        // Templates.
        (
            [132000, 132001, 132005, 132007, 132012, 132018],
            Rule(
                "The template or its values are wrong", .pauseCampaign,
                "Compare the template in WhatsApp Manager with the values that are sent.")
        ),
        (
            [132015],
            Rule(
                "The template is paused for low quality", .restTemplate,
                "Improve the template, or wait until Meta resumes it.")
        ),
        ([132016], Rule("The template is disabled for low quality", .retireTemplate, "Replace the template.")),
        (
            [132068],
            Rule(
                "The WhatsApp Flow is blocked", .never, "Repair the Flow's endpoint and its health in WhatsApp Manager."
            )
        ),
        (
            [132069],
            Rule(
                "The WhatsApp Flow is throttled to 10 messages an hour", .retryAfter(.seconds(3_600)),
                "Repair the Flow's endpoint and its health in WhatsApp Manager.")
        ),
        // The account.
        ([0, 3, 10, 190, 131005], permission),
        (
            [368, 130497, 131031],
            Rule(
                "Meta restricted or locked the account", .stopAccount,
                "Read the policy notice in WhatsApp Manager and appeal there.")
        ),
        (
            [131042],
            Rule("The account's payment does not work", .stopAccount, "Check the payment method in WhatsApp Manager.")
        ),
        (
            [33, 131045, 133010],
            Rule(
                "The number is not registered, or was deleted", .stopAccount,
                "Register the number again, and check phone_number_id in the configuration.")
        ),
        (
            [PlatformError.unreadable],
            Rule("The answer is not one of the platform's API", .stopAccount, "Check graph_url or api_url, and any proxy before it.")
        ),
    ]
}
