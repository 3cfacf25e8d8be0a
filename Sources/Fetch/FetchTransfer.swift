// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import CCurl
internal import Core

/// One easy handle and the request it carries, used again for the next. Lives on the fetcher's thread alone.
final class FetchTransfer {
    let easy: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private(set) var job: FetchJob?
    private var response = FetchResponse(status: 0)
    private var headerBytes = 0
    /// How often libcurl was about to write the request: 0 is never, 2 is a second attempt on a new connection.
    private var attempts = 0
    private var refusal: FetchError.Code?
    /// An address of the host to which the request may not go.
    private var forbidden: (address: IPAddress, meaning: String)?
    /// libcurl keeps its copy of a body until the next one, so a handle with a large one is not worth keeping.
    private(set) var isHeavy = false
    private let usesHTTP2: Bool
    private var upload: FetchUploadReader?

    /// - Throws: ``FetchError`` when libcurl has no memory or lacks what it was built with on Debian.
    init(_ configuration: Fetcher.Configuration) throws(FetchError) {
        guard let easy = curl_easy_init() else {
            throw FetchError(code: .failed, message: "libcurl has no memory", requestWasWritten: false)
        }
        self.easy = easy
        usesHTTP2 = configuration.usesHTTP2
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try setStandingOptions(configuration)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// Takes a job.
    /// - Throws: ``FetchError`` when libcurl refuses it; the job is not kept then.
    func begin(_ job: FetchJob) throws(FetchError) {
        response = FetchResponse(status: 0)
        headerBytes = 0
        attempts = 0
        refusal = nil
        forbidden = nil
        errorText[0] = 0
        try apply(job.request)
        self.job = job
    }

    /// Gives the job back with what libcurl said about it, and is free for another.
    func finish(_ result: CURLcode) -> (FetchJob, Result<FetchResponse, FetchError>)? {
        if let job, let refusal {
            defer { _ = release() }
            return (job, .failure(error(refusal)))
        }
        guard let job = release() else { return nil }
        guard result == CURLE_OK else {
            // Where another address of the host answered, nothing was amiss; a host that has no other is told by its address.
            if let forbidden {
                return (job, .failure(.forbidden(forbidden.address, forbidden.meaning, requestWasWritten: attempts > 0)))
            }
            return (job, .failure(FetchError(result, detail: String(cString: errorText), requestWasWritten: attempts > 0)))
        }
        var status = 0
        moonpost_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        response.status = status
        defer { response = FetchResponse(status: 0) }
        return (job, .success(response))
    }

    /// Gives the job back because the host ends it.
    func abandon(_ code: FetchError.Code) -> (FetchJob, Result<FetchResponse, FetchError>)? {
        guard let job = release() else { return nil }
        return (job, .failure(error(code)))
    }

    private func release() -> FetchJob? {
        defer {
            job = nil
            upload = nil
        }
        return job
    }

    private func error(_ code: FetchError.Code) -> FetchError {
        let message =
            switch code {
            case .timedOut: "no complete answer within the time-out"
            case .cancelled: "the caller was cancelled"
            case .shutDown: "the fetcher is shutting down"
            case .tooLarge: "the answer is longer than accepted"
            case .failed: job?.request.output?.problem?.message ?? "libcurl could not go on"
            default: "the connection ended before an answer came"
            }
        return FetchError(code: code, message: message, requestWasWritten: attempts > 0)
    }
}

// MARK: - What libcurl tells

extension FetchTransfer {
    /// libcurl is about to connect, to an address of the host's name or of another request's connection.
    func mayConnect(to address: IPAddress?) -> Bool {
        guard job?.request.reach == .publicAddresses else { return true }
        guard let address else { return false }
        guard let meaning = address.specialMeaning else { return true }
        forbidden = (address, meaning)
        return false
    }

    /// libcurl is connected and about to write the request. The connection may have been made for another request, which
    /// was free to go where this one is not.
    ///
    /// It repeats a request by itself when a connection that was used before ends without an answer. A request that
    /// must not run twice is refused its second attempt: its sender decides.
    func willWrite(to address: IPAddress?) -> Bool {
        guard mayConnect(to: address) else { return false }
        attempts += 1
        guard attempts > 1, job?.request.isIdempotent == false else { return true }
        refusal = .broken
        return false
    }

    func received(body bytes: UnsafeRawBufferPointer) -> Bool {
        if let output = job?.request.output, isGood { return received(bytes, output) }
        guard let limit = job?.request.maximumResponse, response.body.count + bytes.count <= limit else {
            refusal = .tooLarge
            return false
        }
        response.body.append(contentsOf: bytes)
        return true
    }

    private func received(_ bytes: UnsafeRawBufferPointer, _ output: FetchOutput) -> Bool {
        guard let limit = job?.request.maximumResponse, output.count + bytes.count <= limit else {
            refusal = .tooLarge
            return false
        }
        guard output.write(bytes) else {
            refusal = .failed
            return false
        }
        return true
    }

    /// Whether the answer that is arriving has a status of 200 to 299.
    private var isGood: Bool {
        var status = 0
        moonpost_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        return (200..<300).contains(status)
    }

    /// The next bytes of the body that is sent; nil ends the request.
    func send(into buffer: UnsafeMutableRawBufferPointer) -> Int? { upload?.read(into: buffer) }

    func received(headerLine line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard let limit = job?.request.maximumHeaders, headerBytes <= limit else {
            refusal = .tooLarge
            return false
        }
        // A status line begins a response; the ones before it were interim (100, 103).
        if line.starts(with: "HTTP/".utf8) {
            response.headers.removeAll(keepingCapacity: true)
            return true
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        let value = line[(colon + 1)...]
        let isText: (UInt8) -> Bool = { $0 > 0x20 }
        guard let first = value.firstIndex(where: isText), let last = value.lastIndex(where: isText) else {
            response.headers.append((name, ""))
            return true
        }
        response.headers.append((name, String(decoding: value[first...last], as: UTF8.self)))
        return true
    }
}

// MARK: - Options

extension FetchTransfer {
    private func setStandingOptions(_ configuration: Fetcher.Configuration) throws(FetchError) {
        var options = FetchOptions(easy)
        let own = Unmanaged.passUnretained(self).toOpaque()
        options.set(CURLOPT_PRIVATE, own)
        options.set(CURLOPT_ERRORBUFFER, errorText)
        options.set(CURLOPT_NOSIGNAL, 1)
        options.set(CURLOPT_PROXY, "")
        options.set(CURLOPT_PROTOCOLS_STR, "http,https")
        options.set(CURLOPT_FOLLOWLOCATION, 0)
        options.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        options.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        options.set(CURLOPT_HTTP_VERSION, usesHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
        options.set(CURLOPT_TCP_KEEPALIVE, 1)
        options.set(CURLOPT_MAXAGE_CONN, Int(configuration.idleLifetime.components.seconds))
        options.set(CURLOPT_USERAGENT, configuration.userAgent)
        if let file = configuration.certificateAuthorities { options.set(CURLOPT_CAINFO, file) }
        options.set(CURLOPT_WRITEDATA, own)
        options.set(CURLOPT_HEADERDATA, own)
        options.set(CURLOPT_READDATA, own)
        options.set(CURLOPT_PREREQDATA, own)
        options.set(CURLOPT_OPENSOCKETDATA, own)
        options.setCallbacks()
        try options.check()
    }

    private func apply(_ request: FetchRequest) throws(FetchError) {
        var options = FetchOptions(easy)
        options.set(CURLOPT_URL, request.url)
        options.set(CURLOPT_CONNECTTIMEOUT_MS, Int(min(max(request.connectTimeout.milliseconds, 1), 86_400_000)))
        // Requests to a new TLS host wait for the first connection to say whether it can carry them all.
        options.set(CURLOPT_PIPEWAIT, usesHTTP2 && request.isEncrypted ? 1 : 0)
        // An empty text stands for every encoding that libcurl knows.
        if request.acceptsCompression { options.set(CURLOPT_ACCEPT_ENCODING, "") } else { options.clear(CURLOPT_ACCEPT_ENCODING) }
        let hasBody = request.upload != nil || !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method)
        upload = nil
        options.set(CURLOPT_HTTPGET, 1)
        options.set(CURLOPT_NOBODY, request.method == "HEAD" ? 1 : 0)
        isHeavy = request.body.count > 64 << 10
        if hasBody {
            options.set(CURLOPT_POST, 1)
            if let source = request.upload {
                upload = try FetchUploadReader(source)
                options.setBody(length: source.count)
            } else {
                options.setBody(request.body)
            }
        }
        options.set(CURLOPT_CUSTOMREQUEST, request.method)
        curl_slist_free_all(headerList)
        headerList = FetchOptions.list(request, hasBody: hasBody)
        options.set(CURLOPT_HTTPHEADER, headerList)
        try options.check()
    }
}
