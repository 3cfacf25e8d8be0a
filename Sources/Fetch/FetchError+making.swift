// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import CCurl
internal import Core
internal import Foundation

extension FetchError {
    static let shutDown = FetchError(
        code: .shutDown, message: "the fetcher is shutting down", requestWasWritten: false)

    static func forbidden(_ address: IPAddress, _ meaning: String, requestWasWritten: Bool) -> FetchError {
        FetchError(
            code: .forbidden, message: "the host is at \(address), which is not on the public internet (\(meaning))",
            requestWasWritten: requestWasWritten)
    }

    /// The last call of the system failed.
    static func system(_ call: String) -> FetchError {
        FetchError(code: .failed, message: "\(call): \(String(cString: strerror(errno)))", requestWasWritten: false)
    }

    /// Sorts libcurl's result into what a caller can act upon.
    /// - Parameter detail: libcurl's own sentence, which may be empty.
    init(_ result: CURLcode, detail: String, requestWasWritten: Bool) {
        let code: Code =
            switch result {
            case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_LOGIN_DENIED: .invalidRequest
            // The URL's scheme; or, once connected, an answer without a status line.
            case CURLE_UNSUPPORTED_PROTOCOL: requestWasWritten ? .broken : .invalidRequest
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unresolved
            case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED: .unreachable
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER,
                CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
                CURLE_USE_SSL_FAILED, CURLE_SSL_CERTPROBLEM:
                .untrusted
            // libcurl's clock runs while connecting only; the request's own time-out is the loop's.
            case CURLE_OPERATION_TIMEDOUT: requestWasWritten ? .timedOut : .unreachable
            case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_NOT_BUILT_IN: .failed
            default: .broken
            }
        let message = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        self.init(code: code, message: message, requestWasWritten: requestWasWritten)
    }
}
