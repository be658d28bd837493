import Committing
import ConfigurationReading
import Fetching
import Foundation
import Monitoring
import NewsModel

/// Makes a request of a job: limits, name of the program, and the secrets that are resolved for it alone.
struct RequestBuilder: Sendable {
    let userAgent: String
    let proxy: String
    let secrets: SecretResolver

    /// - Throws: `PollError` of type `.unauthorized` where a secret cannot be read; the message names the file, never the secret.
    func request(for job: Job) throws(PollError) -> FetchRequest {
        let plan: PollRequest
        var source: Shared<Source>?
        switch job.purpose {
        case .poll(let visit):
            plan = PollRequest(poll: visit.source, state: visit.state, chain: job.chain, now: .current)
            source = visit.$source
        case .page(let visit):
            plan = PollRequest(page: visit.source, chain: job.chain)
            source = visit.$source
        case .robots: plan = PollRequest(robots: job.chain.url, tls: job.tls)
        }
        var request = request(plan.url, headers: plan.headers, policy: job.policy)
        do throws(SecretError) {
            request.proxy = try secrets.resolve(source?.wrappedValue.proxy ?? proxy, percentEncoding: true)
            // What a publisher gave (validators, links, redirects) is never looked into for names of secrets.
            for field in plan.configuredHeaders {
                request.headers.append(HeaderField(name: field.name, value: try secrets.resolve(field.value)))
            }
            if plan.isConfiguredURL { request.url = try secrets.resolve(plan.url, percentEncoding: true) }
            if let tls = plan.tls { request.tls = try files(tls) }
            if plan.carriesCredentials, let source { request.credentials = try credentials(of: source.wrappedValue) }
        } catch {
            throw PollError(type: .unauthorized, message: error.message)
        }
        return request
    }

    /// What a source is paid with: its `auth`, else the user information of its URL.
    private func credentials(of source: Source) throws(SecretError) -> Credentials? {
        switch source.authentication {
        case .basic(let username, let file): return .basic(username: username, password: try secrets.readSecret(file: file))
        case .bearer(let file): return .bearer(token: try secrets.readSecret(file: file))
        case nil:
            guard source.configuredURL.utf8.contains(UInt8(ascii: "@")), let userInfo = URLReference(source.configuredURL)?.userInfo else {
                return nil
            }
            let parts = userInfo.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let user = try secrets.resolve(parts[0].removingPercentEncoding ?? parts[0])
            let password = try secrets.resolve(parts.count > 1 ? parts[1].removingPercentEncoding ?? parts[1] : "")
            return .basic(username: user, password: password)
        }
    }

    private func files(_ tls: SourceTLS) throws(SecretError) -> SourceTLS {
        var files = tls
        if let file = tls.certificateFile { files.certificateFile = try secrets.path(of: file) }
        if let file = tls.keyFile { files.keyFile = try secrets.path(of: file) }
        return files
    }

    /// A request without anything secret.
    func request(_ url: String, headers: [HeaderField], policy: PollingPolicy) -> FetchRequest {
        var request = FetchRequest(url: url)
        request.headers = headers
        request.userAgent = policy.userAgent.isEmpty ? userAgent : policy.userAgent
        request.connectTimeout = policy.connectTimeout
        request.timeout = policy.timeout
        request.maximumBodyBytes = policy.maximumBodyBytes
        return request
    }

    /// A request through the proxy of `network`, for no source.
    func request(_ url: String, accept: String, policy: PollingPolicy) throws(PollError) -> FetchRequest {
        var request = request(url, headers: [HeaderField(name: "Accept", value: accept)], policy: policy)
        do throws(SecretError) {
            request.proxy = try secrets.resolve(proxy, percentEncoding: true)
        } catch {
            throw PollError(type: .unauthorized, message: error.message)
        }
        return request
    }
}

extension Answer {
    /// What came for a URL, named as it was before its secrets were resolved.
    init(_ response: FetchResponse, url: String) {
        let headers = response.headers.map { field in
            field.isNamed("Location") ? HeaderField(name: field.name, value: FetchResponse.utf8(field.value)) : field
        }
        self.init(url: url, status: response.status, headers: headers, bodyBytes: response.body.count)
    }
}

extension PollError {
    init(_ error: FetchError) {
        self.init(type: error.type, message: error.hint.map { "\(error.message) (\($0))" } ?? error.message)
    }

    init(_ error: CommitError) { self.init(type: error.errorType, message: error.description) }
}
