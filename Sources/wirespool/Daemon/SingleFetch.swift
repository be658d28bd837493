import Dispatch
import Fetching
import Monitoring
import NewsModel

/// One request chain outside the daemon: every hop judged as the daemon judges it, no pace, nothing remembered.
struct SingleFetch {
    let fetcher: Fetcher
    let requests: RequestBuilder
    let policy: PollingPolicy

    /// An answer that is a document, and the way to it.
    typealias Arrival = (answer: Answer, body: [UInt8], chain: RedirectChain)

    /// Follows redirects to an answer. Blocks the calling thread, which must be none of the fetcher's.
    ///
    /// - Throws: `PollError`.
    func fetch(_ url: String, accept: String) throws(PollError) -> Arrival {
        try fetch(RedirectChain(url: url, limit: policy.redirects), accept: accept)
    }

    /// Goes on along a chain to an answer. Blocks, as ``fetch(_:accept:)``.
    ///
    /// - Throws: `PollError`.
    func fetch(_ begun: RedirectChain, accept: String) throws(PollError) -> Arrival {
        var chain = begun
        while true {
            let request = try requests.request(chain.url, accept: accept, policy: policy)
            let response: FetchResponse
            switch transfer(request) {
            case .success(let value): response = value
            case .failure(let error): throw PollError(error)
            }
            let answer = Answer(response, url: chain.url)
            guard answer.redirectTarget != nil else {
                if let failure = answer.failure { throw failure }
                return (answer, response.body, chain)
            }
            try chain.follow(answer)
        }
    }

    /// Goes where a document sends its readers, once in a chain; nil where it sends them nowhere or did so before.
    ///
    /// - Throws: `PollError`.
    func follow(_ location: String?, after arrival: Arrival, accept: String) throws(PollError) -> Arrival? {
        guard let location, !arrival.chain.isSentOn else { return nil }
        var chain = arrival.chain
        try chain.follow(documentTo: location)
        return try fetch(chain, accept: accept)
    }

    /// One answer, whatever it is: no redirect is followed, and no status is an error. Blocks, as ``fetch(_:accept:)``.
    ///
    /// - Throws: `PollError` where there is no answer.
    func fetchOnce(_ url: String, accept: String) throws(PollError) -> FetchResponse {
        switch transfer(try requests.request(url, accept: accept, policy: policy)) {
        case .success(let response): return response
        case .failure(let error): throw PollError(error)
        }
    }

    private func transfer(_ request: FetchRequest) -> Result<FetchResponse, FetchError> {
        let (done, box) = (DispatchSemaphore(value: 0), ResultBox())
        fetcher.fetch(request) { result in
            box.result = result
            done.signal()
        }
        done.wait()
        return box.result ?? .failure(FetchError(.reset, "no answer", isTransient: true))
    }
}

/// Written before the semaphore is signalled, read after.
private final class ResultBox: @unchecked Sendable {
    var result: Result<FetchResponse, FetchError>?
}
