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
        do {
            var request = FetchRequest(url: try secrets.resolve(plan.url))
            request.headers = try plan.headers.map { HeaderField(name: $0.name, value: try secrets.resolve($0.value)) }
            request.userAgent = job.policy.userAgent.isEmpty ? userAgent : job.policy.userAgent
            request.proxy = try secrets.resolve(source?.proxy ?? proxy)
            request.connectTimeout = job.policy.connectTimeout
            request.timeout = job.policy.timeout
            request.maximumBodyBytes = job.policy.maximumBodyBytes
            if plan.carriesCredentials {
                switch source?.authentication {
                case .basic(let username, let file):
                    request.credentials = .basic(username: username, password: try secrets.readSecret(file: file))
                case .bearer(let file): request.credentials = .bearer(token: try secrets.readSecret(file: file))
                case nil: break
                }
            }
            return request
        } catch {
            throw PollError(type: .unauthorized, message: "\(error)")
        }
    }
}

extension Answer {
    init(_ response: FetchResponse) {
        self.init(url: response.url, status: response.status, headers: response.headers, bodyBytes: response.body.count)
    }
}

extension PollError {
    init(_ error: FetchError) {
        self.init(type: error.type, message: error.hint.map { "\(error.message) (\($0))" } ?? error.message)
    }
}
