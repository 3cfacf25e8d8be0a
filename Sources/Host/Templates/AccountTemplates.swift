// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Fetch
package import WhatsApp

/// The templates of one account at Meta: read, made, changed and deleted through the Graph API.
///
/// Source: Meta, "Template management" and "Templates": `GET`, `POST` and `DELETE /WABA_ID/message_templates`, `POST /TEMPLATE_ID`.
package struct AccountTemplates: Sendable {
    /// Why the platform did not do it.
    package struct Problem: Error, CustomStringConvertible {
        package var description: String
        /// What it said, where it said something readable.
        package var error: PlatformError?
    }

    /// What the account has.
    package struct Listing: Sendable {
        /// Each as Meta has it, and as it was read.
        package var members: [(json: JSON, definition: TemplateDefinition)] = []
        /// Members that could not be read.
        package var unreadable = 0
        /// Whether these are all pages.
        package var isWhole = false
    }

    /// What became of a template that was made.
    package struct Created: Hashable, Sendable {
        package var id: String
        package var status: TemplateStatus
        /// Meta may have put it into another one than it was asked to.
        package var category: String
    }

    /// Meta allows 6,000 templates of an account; a page has 100.
    package static let mostPages = 100

    /// Meta's id of the account.
    package let account: String
    private let endpoint: GraphEndpoint
    private let http: any HTTPFetching
    private let timeout: Duration

    package init(account: String, endpoint: GraphEndpoint, http: any HTTPFetching, timeout: Duration) {
        self.account = account
        self.endpoint = endpoint
        self.http = http
        self.timeout = timeout
    }

    /// - Throws: ``Problem``, or what went wrong on the way.
    package func list() async throws -> Listing {
        var listing = Listing()
        var cursor: String?
        for _ in 0..<Self.mostPages {
            let answer = try await ask("GET", endpoint.templatesURL(account: account, after: cursor))
            guard let elements = answer["data"]?.elements else { throw Problem(description: "the answer has no list in it") }
            for element in elements {
                if let definition = element.object.flatMap(TemplateDefinition.init) {
                    listing.members.append((element, definition))
                } else {
                    listing.unreadable += 1
                }
            }
            cursor = TemplateDefinition.nextPage(answer)
            if cursor == nil {
                listing.isWhole = true
                break
            }
        }
        return listing
    }

    package func create(_ draft: TemplateDraft) async throws -> Created {
        let answer = try await ask("POST", endpoint.templatesURL(account: account), draft.body)
        return Created(
            id: answer["id"]?.text ?? "", status: TemplateStatus(answer["status"]?.text ?? "PENDING"),
            category: answer["category"]?.text ?? draft.category)
    }

    /// Replaces all components, the category, or both.
    /// - Parameter id: Meta's id of the template.
    package func edit(_ id: String, category: String?, components: [JSON]?, options: JSONObject = [:]) async throws {
        var body = options
        body["category"] = category.map(JSON.string)
        body["components"] = components.map(JSON.array)
        _ = try await ask("POST", endpoint.templateURL(id), .object(body))
    }

    /// - Parameter id: Of the one language that goes; nil: all of the name.
    package func delete(_ name: String, id: String?) async throws {
        _ = try await ask("DELETE", endpoint.templatesURL(account: account, deleting: name, id: id))
    }

    private func ask(_ method: String, _ url: String?, _ body: JSON? = nil) async throws -> JSON {
        guard let url else { throw Problem(description: "business_account_id \"\(account)\" is not an id: it has digits only") }
        let response = try await http.fetch(
            FetchRequest(
                method: method, url: url, headers: endpoint.headers.map { (name: $0.name, value: $0.value.value) }, body: body?.encoded() ?? [],
                timeout: timeout))
        // An answer that is none, as of a proxy, is told by its status.
        let answer = (try? JSON(response.body, limits: JSON.Limits(depth: 32, nodes: 200_000))) ?? .null
        guard (200...299).contains(response.status) else {
            let error = PlatformError(answer: answer)
            throw Problem(description: "the answer has HTTP status \(response.status): \(error?.description ?? "nothing readable in it")", error: error)
        }
        if answer["success"]?.bool == false { throw Problem(description: "the answer is that it was not done, without a reason") }
        guard answer.object != nil else { throw Problem(description: "the answer has HTTP status \(response.status) and is no JSON object") }
        return answer
    }
}
