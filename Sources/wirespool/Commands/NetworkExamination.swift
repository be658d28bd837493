import ConfigurationReading
import Fetching
import Glibc
import Monitoring
import NewsModel

/// Looks at the way to the publishers: names, addresses, TLS, and how far this machine's clock is from theirs.
struct NetworkExamination {
    private let settings: Configuration
    private let hosts: [String]

    /// Hosts that are resolved, at most.
    private static let hostsAsked = 10

    init(_ settings: Configuration) {
        self.settings = settings
        var hosts: [String] = []
        for source in settings.sources where source.isEnabled && hosts.count < NetworkExamination.hostsAsked {
            if let host = URLReference(source.url)?.host, !hosts.contains(host) { hosts.append(host) }
        }
        self.hosts = hosts
    }

    /// Names, and one publisher.
    var all: [Finding] {
        guard !hosts.isEmpty else { return [] }
        return (settings.network.proxy.isEmpty ? [names] : []) + publisher
    }

    private var names: Finding {
        let lost = hosts.filter { !isKnown($0) }
        if lost.isEmpty { return .well("names", "\(hosts.count) of the sources' hosts are known") }
        if lost.count == hosts.count {
            return .failed(
                "names", "none of \(lost.joined(separator: ", ")) can be resolved", "look at this machine's resolver: resolvectl status")
        }
        return .warning("names", "\(lost.joined(separator: ", ")) cannot be resolved", "see whether these hosts still exist")
    }

    private func isKnown(_ host: String) -> Bool {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        defer { if let found { freeaddrinfo(found) } }
        // Addresses in brackets are written without them.
        let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        return getaddrinfo(name, nil, &hints, &found) == 0
    }

    /// The robots.txt of the first publisher that wants no certificates of its own, by https where one is polled so: any answer of its will do.
    private var publisher: [Finding] {
        let urls = settings.sources.filter { $0.isEnabled && $0.tls == nil }.compactMap { URLReference($0.url) }.filter { $0.host != nil }
        guard let target = urls.first(where: { $0.scheme == "https" }) ?? urls.first, let host = target.host else { return [] }
        let port = target.port.map { ":\($0)" } ?? ""
        let url = "\(target.scheme ?? "https")://\(host)\(port)/robots.txt"
        let blocks = settings.network.allow.compactMap { AddressBlock($0) }
        let answer: FetchResponse
        do throws(PollError) {
            let fetcher: Fetcher
            do throws(FetchError) {
                fetcher = try Fetcher(FetcherConfiguration(allowedAddresses: blocks))
            } catch {
                throw PollError(error)
            }
            let single = SingleFetch(fetcher: fetcher, requests: settings.requestBuilder, policy: settings.polling.policy)
            answer = try single.fetchOnce(url, accept: "text/plain, */*")
        } catch {
            return [.failed("publisher", "\(host): \(error.type.rawValue): \(error.message)", action(for: error.type))]
        }
        let how = target.scheme == "https" ? "answers, and its certificate is accepted" : "answers"
        return [.well("publisher", "\(host) \(how)")] + clock(answer, host)
    }

    private func action(for type: ErrorType) -> String {
        switch type {
        case .tls: "look at the clock and at ca-certificates; else its owner has to mend it"
        case .forbiddenAddress: "name the block in network.allow, if that is intended"
        case .dns: "see whether the host still exists; where no name is known, look at this machine's resolver"
        default: "look at the network, the firewall and network.proxy"
        }
    }

    /// Minutes by which this machine's clock may differ from a publisher's.
    private static let tolerance = Duration.minutes(2)

    private func clock(_ answer: FetchResponse, _ host: String) -> [Finding] {
        guard let text = answer.headers.first(named: "Date"), let theirs = Instant(httpDate: text, now: .current) else { return [] }
        let difference = theirs > .current ? theirs - .current : .current - theirs
        guard difference > NetworkExamination.tolerance else { return [] }
        return [
            .warning(
                "clock", "differs from that of \(host) by \(difference.inWords)", "start a time service: certificates and pace depend on it"
            )
        ]
    }
}
