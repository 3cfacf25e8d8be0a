// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import WhatsApp

/// Asks a platform about one number.
struct NumberCheck {
    /// One thing that was looked at.
    struct Finding {
        var what: String
        /// What is wrong, and what to do; nil: nothing.
        var problem: String?

        var line: String { problem.map { "problem: \(what): \($0)" } ?? "ok: \(what)" }
    }

    let number: Configuration.Number
    let http: any HTTPFetching

    func run() async throws -> [Finding] {
        if let twilio = number.twilio { return try await twilioFindings(twilio) }
        let endpoint = try GraphEndpoint(
            graphURL: number.graphURL, version: number.graphVersion, phoneNumberID: number.phoneNumberID, token: number.accessToken)
        let proof = AppSecretProof.text(token: number.accessToken, secret: number.appSecret)
        let fields = "display_phone_number,verified_name,quality_rating,whatsapp_business_manager_messaging_limit"
        var findings: [Finding] = []
        // Without the proof first: so a wrong token and a wrong secret are told apart.
        let about = await ask(endpoint.numberURL + "?fields=" + fields, endpoint.authorization)
        findings.append(Finding(what: "the access token" + described(about.answer), problem: about.problem))
        guard about.problem == nil else { return findings }
        let proved = await ask(endpoint.numberURL + "?fields=id&appsecret_proof=" + proof, endpoint.authorization)
        findings.append(
            Finding(
                what: "the app secret",
                problem: proved.problem.map { _ in
                    "Meta does not take it for this app's: webhooks would be refused. Copy it from App settings, Basic, and run `moonpost number set`"
                }))
        guard let account = number.businessAccountID else {
            findings.append(Finding(what: "the account is not named (--account), so its templates and subscriptions are not looked at", problem: nil))
            return findings
        }
        guard let url = endpoint.subscriptionsURL(account: account) else {
            return findings + [Finding(what: "the account", problem: "\"\(account)\" is not an id: it has digits only")]
        }
        let subscriptions = await ask(url, endpoint.authorization)
        let isSubscribed = subscriptions.answer?["data"]?.elements?.isEmpty == false
        findings.append(
            Finding(
                what: "webhooks of the account \(account)",
                problem: subscriptions.problem
                    ?? (isSubscribed ? nil : "no app is subscribed to them: in the App Dashboard, WhatsApp, Configuration, subscribe to messages")))
        return findings
    }

    private func twilioFindings(_ twilio: Configuration.Twilio) async throws -> [Finding] {
        var findings: [Finding] = []
        for (index, token) in twilio.authTokens.enumerated() {
            let endpoint = try TwilioEndpoint(apiURL: twilio.apiURL, accountSID: twilio.accountSID, token: token)
            let about = await ask(endpoint.accountURL, endpoint.authorization)
            let which = index == 0 ? "the auth token" : "the other auth token"
            let state = about.answer?["status"]?.text
            let problem = about.problem ?? (state == nil || state == "active" ? nil : "the account is \(state ?? "")")
            findings.append(Finding(what: which + " of account \(twilio.accountSID)", problem: problem))
        }
        return findings
    }

    private func ask(_ url: String, _ header: GraphEndpoint.Header) async -> (answer: JSON?, problem: String?) {
        do throws(FetchError) {
            let response = try await http.fetch(
                FetchRequest(url: url, headers: [(header.name, header.value.value)], timeout: .seconds(15), maximumResponse: 256 << 10))
            let answer = try? JSON(response.body)
            if (200..<300).contains(response.status) { return (answer, nil) }
            guard let answer, let error = PlatformError(answer: answer) else {
                let details = answer?["message"]?.text.map { ": " + $0 } ?? ""
                return (nil, "HTTP \(response.status)\(details)")
            }
            let advice = ErrorPolicy.rule(for: error.code)?.advice ?? ""
            return (nil, error.description + (advice.isEmpty ? "" : ". " + advice))
        } catch {
            return (nil, "the platform was not reached: \(error.message)")
        }
    }

    private func described(_ about: JSON?) -> String {
        let parts = ["display_phone_number", "verified_name", "quality_rating", "whatsapp_business_manager_messaging_limit"].compactMap { about?[$0]?.text }
        return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
    }
}
