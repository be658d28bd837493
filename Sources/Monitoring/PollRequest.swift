public import NewsModel

/// The header fields of a request, as a publisher may expect them: nothing that identifies a reader, nothing invented.
public struct PollRequest: Equatable, Sendable {
    /// The URL to ask.
    public let url: String
    /// `Accept` and, where they belong to this URL, the validators: sent byte for byte, never looked into.
    public let headers: [HeaderField]
    /// The source's configured fields, with names of secrets unresolved; only at the origin they are configured for.
    public let configuredHeaders: [HeaderField]
    /// Whether the URL is the configured one, in which names of secrets may stand, and not one that a publisher gave.
    public let isConfiguredURL: Bool
    /// Whether the source's credentials may be sent: only to the origin they are configured for.
    public let carriesCredentials: Bool
    /// Authorities and client certificate; only for the origin they are configured for.
    public let tls: SourceTLS?

    /// Feed types first.
    public static let feedTypes =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
        + "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.3, */*;q=0.1"
    /// Pages first.
    public static let pageTypes = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

    /// The request for one hop of a poll of a source.
    public init(poll source: Source, state: SourceState, chain: RedirectChain, now: Instant) {
        var headers = [HeaderField(name: "Accept", value: source.kind == .page ? PollRequest.pageTypes : PollRequest.feedTypes)]
        if let validators = state.validators, validators.url == chain.url, !state.isRefreshDue(source.polling, now: now) {
            if let etag = validators.etag { headers.append(HeaderField(name: "If-None-Match", value: etag)) }
            if let date = validators.lastModified { headers.append(HeaderField(name: "If-Modified-Since", value: date)) }
        }
        self.init(url: chain.url, headers: headers, source: source)
    }

    /// The request for one hop of an article's page.
    public init(page source: Source, chain: RedirectChain) {
        self.init(url: chain.url, headers: [HeaderField(name: "Accept", value: PollRequest.pageTypes)], source: source)
    }

    /// The request for a host's robots.txt.
    ///
    /// - Parameter tls: That of the source whose page waits for it, where the host is the source's own.
    public init(robots url: String, tls: SourceTLS? = nil) {
        self.url = url
        headers = [HeaderField(name: "Accept", value: "text/plain, */*;q=0.1")]
        configuredHeaders = []
        isConfiguredURL = false
        carriesCredentials = false
        self.tls = tls
    }

    private init(url: String, headers: [HeaderField], source: Source) {
        self.url = url
        isConfiguredURL = url == source.configuredURL
        let isAtOrigin = isConfiguredURL || source.hasOrigin(URLReference(url)?.origin)
        self.headers = headers
        configuredHeaders = isAtOrigin ? source.headers : []
        carriesCredentials = isAtOrigin
        tls = isAtOrigin ? source.tls : nil
    }
}

extension SourceState {
    /// Whether the document is to be asked for whole once, because its server may answer 304 whatever happens: where that is configured,
    /// it did not come for so long, and nothing new for longer than usual.
    func isRefreshDue(_ policy: PollingPolicy, now: Instant) -> Bool {
        guard policy.refreshAfter > .zero, lastError == nil, let readAt else { return false }
        return now - readAt >= max(policy.refreshAfter, .hours(24)) && now - (lastNewAt ?? readAt) > (entryGap ?? .zero)
    }
}

extension Source {
    /// Whether it is the origin (RFC 6454) that the source is configured for: there alone hold its header fields, credentials and files of TLS.
    func hasOrigin(_ origin: String?) -> Bool { URLReference(configuredURL)?.origin == origin }
}
