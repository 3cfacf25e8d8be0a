// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import CCurl
internal import Foundation
internal import Synchronization

/// Outbound HTTP: one thread that drives libcurl for all requests at once.
///
/// Connections are kept and used again (``Configuration/usesHTTP2`` for more than one request on each). Proxies from the environment,
/// cookies, `.netrc` and redirects are off; only http and https are spoken.
package final class Fetcher: HTTPFetching {
    private let mailbox: FetchMailbox

    /// Starts the thread.
    /// - Throws: ``FetchError`` when the system refuses the descriptors it needs.
    package init(_ configuration: Configuration = Configuration()) throws(FetchError) {
        // The value is the same for every fetcher; libcurl counts the calls.
        guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK else {
            throw FetchError(code: .failed, message: "libcurl cannot start", requestWasWritten: false)
        }
        let mailbox = try FetchMailbox()
        self.mailbox = mailbox
        let (descriptor, multi) = try FetchLoop.open()
        let handles = FetchLoop.Handles(epoll: descriptor, multi: multi)
        let thread = Thread {
            let loop = FetchLoop(handles: handles, mailbox: mailbox, configuration: configuration)
            loop.run()
        }
        thread.name = "fetch"
        thread.start()
    }

    deinit { mailbox.close(deadline: .now, waiter: nil) }

    package func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        if let problem = request.problem {
            throw FetchError(code: .invalidRequest, message: problem, requestWasWritten: false)
        }
        let deadline = ContinuousClock.now + request.timeout
        let cancellation = FetchCancellation()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.submit(
                    FetchJob(
                        request: request, deadline: deadline, cancellation: cancellation, continuation: continuation))
            }
        } onCancel: {
            cancellation.isCancelled.store(true, ordering: .sequentiallyConsistent)
            mailbox.cancel(cancellation)
        }
        return try result.get()
    }

    /// Refuses new requests, lets those in flight finish for `grace`, cancels the rest, and ends the thread.
    package func shutdown(grace: Duration = .seconds(5)) async {
        await withCheckedContinuation { continuation in
            mailbox.close(deadline: .now + grace, waiter: continuation)
        }
    }
}
