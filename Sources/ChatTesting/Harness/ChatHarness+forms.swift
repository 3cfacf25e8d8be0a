// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import Simulator
internal import WhatsApp

/// A form as it stands on a person's phone.
struct ShownForm: Hashable, Sendable {
    var token: String
    /// The screen that is shown; nil before it is opened.
    var screen: String?
}

/// Forms on a person's phone: the requests that WhatsApp would send to the host, without the encryption.
extension ChatHarness {
    /// Opens the form that was sent last, or sends the screen that it shows.
    /// - Returns: What the phone sends as a message, once the form is closed; nil while it goes on.
    func fill(_ values: [ChatUtterance.FormValue], _ person: ChatPerson) async throws -> PersonContent? {
        guard let sent = heard[person.phone]?.last(where: { $0.form != nil }), var form = sent.form else {
            throw Problem("there is no form to fill in: the bot has sent none to \(person.name)")
        }
        if let known = forms[form.token] { form = known }
        let isOpening = form.screen == nil
        if isOpening, !values.isEmpty { throw Problem("the form is not open yet: write > form first, which shows its first screen") }
        if !isOpening, values.isEmpty { throw Problem("the form shows \(form.screen ?? "") already: write > form name = value") }
        var request: JSONObject = [
            "version": "3.0", "action": isOpening ? "INIT" : "data_exchange", "flow_token": .string(form.token),
            // Each tap is a request of its own.
            "tap": .string(ids.next(UpdateSubject.self).text),
        ]
        request["screen"] = form.screen.map { .string($0) }
        request["data"] = .object(JSONObject(values.map { ($0.name, .string($0.value)) }))
        let json = JSON.object(request)
        switch try await host.forms.outcome(of: FormRequest(json), on: Self.number.phoneNumberID, json.encoded()) {
        case .failed: throw Problem("the form got no answer: its function failed, or returned no screen")
        case .closed(let text):
            show("form closed: \(text)", to: person)
            return nil
        case .answered(let answer):
            let data = answer["data"]
            if let params = data?["extension_message_response"]?["params"] {
                forms[form.token] = nil
                return .form(message: sent.id, response: params)
            }
            form.screen = answer["screen"]?.text
            forms[form.token] = form
            show("screen \(form.screen ?? "")" + (data?["error_message"]?.text.map { ": \($0)" } ?? ""), to: person)
            return nil
        }
    }

    private func show(_ text: String, to person: ChatPerson) {
        unheard[person.phone, default: []].append(ShownMessage(id: "form", text: text))
    }
}
