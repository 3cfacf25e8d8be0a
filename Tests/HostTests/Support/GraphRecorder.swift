// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Fetch
import Synchronization
import WhatsApp

/// Stands in for the platform's API: writes down every request, and answers as the test says. A form is noted as an object.
final class GraphRecorder: HTTPFetching {
    /// A request that the host made.
    struct Request: Sendable {
        /// Counts requests from 1.
        var index: Int
        var url: String
        var headers: [(name: String, value: String)]
        var body: JSON

        /// The id under which an accepted message is known.
        var wamid: String { "wamid.out.\(index)" }
        var recipient: String { body["to"]?.text ?? body["recipient"]?.text ?? "" }
        /// The outbox row.
        var callback: String? { body["biz_opaque_callback_data"]?.text }
        var isTyping: Bool { body["typing_indicator"] != nil }

        /// The words, of a text as of a question with choices.
        var text: String {
            body["text"]?["body"]?.text ?? body["interactive"]?["body"]?["text"]?.text ?? body["reaction"]?["emoji"]?.text ?? ""
        }

        /// What can be tapped.
        var choices: [(id: String, title: String)] {
            let action = body["interactive"]?["action"]
            let buttons = (action?["buttons"]?.elements ?? []).compactMap { $0["reply"] }
            let rows = (action?["sections"]?.elements ?? []).flatMap { $0["rows"]?.elements ?? [] }
            return (buttons + rows).map { ($0["id"]?.text ?? "", $0["title"]?.text ?? "") }
        }
    }

    typealias Answer = @Sendable (Request) async throws(FetchError) -> FetchResponse

    private struct State {
        var requests: [Request] = []
        var accepted: [Request] = []
        var answer: Answer?
        var messagingLimit: String?
        var questions = 0
        var templates: [[JSON]]?
        var lists: [String] = []
    }

    private let state = Mutex(State())

    /// Everything that was asked, in order.
    var requests: [Request] { state.withLock { $0.requests } }
    /// Messages that were answered with an id, in the order of the answers.
    var accepted: [Request] { state.withLock { $0.accepted } }

    /// How often it was asked about a number.
    var questions: Int { state.withLock { $0.questions } }

    /// What it says of a number that is asked about.
    func setMessagingLimit(_ limit: String?) { state.withLock { $0.messagingLimit = limit } }

    /// What an account has, page by page; nil: the platform does not say.
    func setTemplates(_ pages: [JSON]...) { state.withLock { $0.templates = pages } }
    func hideTemplates() { state.withLock { $0.templates = nil } }

    /// The addresses at which it was asked for templates.
    var lists: [String] { state.withLock { $0.lists } }

    /// Answers from now on like this; nil: accepts everything.
    func answer(_ answer: Answer?) { state.withLock { $0.answer = answer } }

    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        if request.method == "GET", request.url.contains("/message_templates") { return templates(request.url) }
        if request.method == "GET" {
            let limit = state.withLock { state in
                state.questions += 1
                return state.messagingLimit
            }
            let number: JSON = ["id": "100200300", "whatsapp_business_manager_messaging_limit": limit.map { .string($0) } ?? .null]
            return FetchResponse(status: 200, body: number.encoded())
        }
        let body: JSON
        do {
            if request.headers.contains(where: { $0.value == "application/x-www-form-urlencoded" }) {
                let fields = try FormFields(parsing: request.body).fields
                body = .object(JSONObject(fields.map { ($0.name, .string($0.value)) }))
            } else {
                body = try JSON(request.body)
            }
        } catch {
            throw FetchError(code: .broken, message: "the host sent something that is not JSON: \(error)", requestWasWritten: true)
        }
        let (noted, answer) = state.withLock { state in
            let noted = Request(index: state.requests.count + 1, url: request.url, headers: request.headers, body: body)
            state.requests.append(noted)
            return (noted, state.answer)
        }
        let response = try await answer?(noted) ?? Self.acceptance(of: noted)
        if (200...299).contains(response.status), !noted.isTyping { state.withLock { $0.accepted.append(noted) } }
        return response
    }

    private func templates(_ url: String) -> FetchResponse {
        let pages = state.withLock { state in
            state.lists.append(url)
            return state.templates
        }
        guard let pages else { return Self.refusal(code: 2, status: 503, "Service temporarily unavailable") }
        // A cursor is opaque, and may have what must be escaped in an address.
        let page = url.firstRange(of: "&after=P%3D").flatMap { Int(url[$0.upperBound...]) } ?? 0
        var paging: JSONObject = ["cursors": ["after": .string("P=\(page + 1)")]]
        if page + 1 < pages.count { paging["next"] = "https://graph.invalid/next" }
        let data: JSON = .array(page < pages.count ? pages[page] : [])
        return FetchResponse(status: 200, body: JSON.object(["data": data, "paging": .object(paging)]).encoded())
    }

    static func acceptance(of request: Request) -> FetchResponse {
        let body: JSON = [
            "messaging_product": "whatsapp", "contacts": [["input": .string(request.recipient)]],
            "messages": [["id": .string(request.wamid)]],
        ]
        return FetchResponse(status: 200, body: body.encoded())
    }

    /// A documented error of the Graph API.
    static func refusal(code: Int, status: Int = 400, _ message: String = "refused") -> FetchResponse {
        let body: JSON = ["error": ["code": .integer(Int64(code)), "message": .string(message), "type": "OAuthException"]]
        return FetchResponse(status: status, body: body.encoded())
    }
}
