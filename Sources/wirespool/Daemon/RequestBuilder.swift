import ConfigurationReading
import Fetching
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
        var source: Source?
        switch job.purpose {
        case .poll(let visit):
            plan = PollRequest(poll: visit.source, state: visit.state, chain: job.chain)
            source = visit.source
        case .page(let visit):
            plan = PollRequest(page: visit.source, chain: job.chain)
            source = visit.source
        case .robots: plan = PollRequest(robots: job.chain.url)
        }
        var request = try request(plan.url, headers: plan.headers, policy: job.policy, proxy: source?.proxy)
        guard plan.carriesCredentials else { return request }
        do {
            switch source?.authentication {
            case .basic(let username, let file):
                request.credentials = .basic(username: username, password: try secrets.readSecret(file: file))
            case .bearer(let file): request.credentials = .bearer(token: try secrets.readSecret(file: file))
            case nil: break
            }
        } catch {
            throw PollError(type: .unauthorized, message: error.message)
        }
        return request
    }

    /// A request without credentials.
    ///
    /// - Parameter proxy: Nil for the one of `network`.
    func request(_ url: String, headers: [HeaderField], policy: PollingPolicy, proxy: String? = nil) throws(PollError) -> FetchRequest {
        do throws(SecretError) {
            var request = FetchRequest(url: try secrets.resolve(url))
            for field in headers { request.headers.append(HeaderField(name: field.name, value: try secrets.resolve(field.value))) }
            request.userAgent = policy.userAgent.isEmpty ? userAgent : policy.userAgent
            request.proxy = try secrets.resolve(proxy ?? self.proxy)
            request.connectTimeout = policy.connectTimeout
            request.timeout = policy.timeout
            request.maximumBodyBytes = policy.maximumBodyBytes
            return request
        } catch {
            throw PollError(type: .unauthorized, message: error.message)
        }
    }
}

extension Answer {
    /// What came for a URL, named as it was before its secrets were resolved.
    init(_ response: FetchResponse, url: String) {
        self.init(url: url, status: response.status, headers: response.headers, bodyBytes: response.body.count)
    }
}

extension PollError {
    init(_ error: FetchError) {
        self.init(type: error.type, message: error.hint.map { "\(error.message) (\($0))" } ?? error.message)
    }
}
