// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct GraphEndpointTests {
    @Test("Address and headers are those of the Graph API")
    func address() throws {
        let endpoint = try GraphEndpoint(phoneNumberID: "106540352242922", token: Secret("EAAJB"))
        #expect(endpoint.messagesURL == "https://graph.facebook.com/v25.0/106540352242922/messages")
        #expect(endpoint.mediaURL == "https://graph.facebook.com/v25.0/106540352242922/media")
        #expect(endpoint.headers.map(\.name) == ["Authorization", "Content-Type"])
        #expect(endpoint.headers.map(\.value.value) == ["Bearer EAAJB", "application/json"])
    }

    @Test("A simulator's address works with a path and a slash at its end")
    func simulator() throws {
        let endpoint = try GraphEndpoint(
            graphURL: "http://127.0.0.1:8080/graph/", version: "v26.0", phoneNumberID: "dev_1", token: Secret("t"))
        #expect(endpoint.messagesURL == "http://127.0.0.1:8080/graph/v26.0/dev_1/messages")
    }

    @Test("The token never shows")
    func secret() throws {
        let endpoint = try GraphEndpoint(phoneNumberID: "1", token: Secret("EAAJB"))
        #expect(!"\(endpoint)".contains("EAAJB"))
        #expect(!String(reflecting: endpoint).contains("EAAJB"))
        var dumped = ""
        dump(endpoint, to: &dumped)
        #expect(!dumped.contains("EAAJB"))
    }

    @Test("A part that would make another request is refused with its key")
    func refused() {
        func key(
            _ url: String = "https://g.example", _ version: String = "v25.0", _ id: String = "1", _ token: String = "t"
        ) -> String? {
            do {
                _ = try GraphEndpoint(graphURL: url, version: version, phoneNumberID: id, token: Secret(token))
                return nil
            } catch { return error.key }
        }
        #expect(key() == nil)
        for url in [
            "", "g.example", "ftp://g", "https://", "https://a b", "https://u@g", "https://g?x", "https://g#x",
            "https://g\r\nX: y",
        ] {
            #expect(key(url) == "graph_url", "\(url)")
        }
        for version in ["", "25.0", "v", "v25/..", "v25.0?x"] { #expect(key("https://g", version) == "graph_version") }
        for id in ["", "1/2", "../x", "1 2", "é"] { #expect(key("https://g", "v25.0", id) == "phone_number_id") }
        for token in ["", "a b", "a\r\nX: y", "é"] { #expect(key("https://g", "v25.0", "1", token) == "access_token") }
    }

    @Test("templates are made, changed and deleted at addresses of their account and their own; what is no id has none")
    func templates() throws {
        let endpoint = try GraphEndpoint(version: "v25.0", phoneNumberID: "1", token: Secret("t"))
        let root = "https://graph.facebook.com/v25.0"
        #expect(endpoint.templatesURL(account: "10") == root + "/10/message_templates")
        #expect(endpoint.templateURL("7") == root + "/7")
        #expect(endpoint.templatesURL(account: "10", deleting: "a b", id: nil) == root + "/10/message_templates?name=a%20b")
        #expect(endpoint.templatesURL(account: "10", deleting: "offer", id: "7") == root + "/10/message_templates?hsm_id=7&name=offer")
        #expect(endpoint.templatesURL(account: "10/x") == nil && endpoint.templateURL("../me") == nil)
        #expect(endpoint.templatesURL(account: "", deleting: "offer", id: nil) == nil)
    }
}
