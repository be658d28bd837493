public import NewsModel

/// The hops of one request, each judged before it is made.
public struct RedirectChain: Equatable, Sendable {
    /// The URLs asked so far; the last one is the one to ask now.
    public private(set) var urls: [String]
    /// Whether every redirect so far was a permanent one; true where there was none.
    public private(set) var isPermanent = true
    /// The host of the URL to ask now; empty where it names none.
    private(set) var host = ""
    /// The origin (RFC 6454) of the URL to ask now; empty where it has none.
    private(set) var origin = ""
    private let limit: Int
    /// Whether a document has sent its readers on already; a second one is not followed.
    public private(set) var isSentOn = false

    /// A chain that begins at a URL and may have so many hops.
    public init(url: String, limit: Int) {
        urls = [url]
        self.limit = limit
        note(URLReference(url))
    }

    private mutating func note(_ reference: URLReference?) {
        host = reference?.host ?? ""
        origin = reference?.origin ?? ""
    }

    /// Goes back to its first URL, as if nothing had been asked.
    mutating func restart() { self = RedirectChain(url: urls[0], limit: limit) }

    /// The URL to ask now.
    public var url: String { urls[urls.count - 1] }

    /// Goes to where an answer redirects.
    ///
    /// - Throws: `PollError` of type `.redirect` for a loop, too many hops, an unusable target, or from https to http;
    ///   `.forbiddenScheme` for any scheme but http and https.
    public mutating func follow(_ answer: Answer) throws(PollError) {
        let place = URLReference(answer.url)?.withoutUserInfo ?? answer.url
        guard let target = answer.redirectTarget else {
            throw PollError(type: .redirect, message: "\(place) redirects without a usable Location")
        }
        try go(to: target, from: place, isPermanent: answer.isPermanentRedirect)
    }

    /// Goes to where a document sends its readers (`http-equiv=refresh`), under the rules of a redirect. It is no move of the source.
    ///
    /// - Throws: As ``follow(_:)``.
    public mutating func follow(documentTo url: String) throws(PollError) {
        let place = URLReference(self.url)?.withoutUserInfo ?? self.url
        guard let target = URLReference(url) else {
            throw PollError(type: .redirect, message: "\(place) sends its readers to no usable address")
        }
        isSentOn = true
        try go(to: target, from: place, isPermanent: false)
    }

    private mutating func go(to reference: URLReference, from place: String, isPermanent isPermanentHop: Bool) throws(PollError) {
        var target = reference
        target.userInfo = nil
        target.fragment = nil
        guard target.isHTTP else {
            throw PollError(
                type: target.scheme == "http" || target.scheme == "https" ? .redirect : .forbiddenScheme,
                message: "\(place) redirects to \(target.scheme ?? "nowhere"):, which is not followed")
        }
        if URLReference(url)?.scheme == "https", target.scheme == "http" {
            throw PollError(type: .redirect, message: "\(place) redirects from https to http, which is not followed")
        }
        let next = target.description
        guard !urls.contains(next) else {
            throw PollError(type: .redirect, message: "\(place) redirects in a loop, to \(next)")
        }
        guard urls.count <= limit else {
            throw PollError(type: .redirect, message: "more than \(limit) redirects, the last one at \(place)")
        }
        isPermanent = isPermanent && isPermanentHop
        urls.append(next)
        note(target)
    }
}

extension PollError: Error {}
