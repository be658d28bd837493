import ArgumentParser
import Committing
import ConfigurationReading
import FeedParsing
import Fetching
import Foundation
import Monitoring
import NewsModel
import PageReading

/// What a feed, a sitemap or a page would yield.
struct Try: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fetches a feed, a sitemap or a page and shows what it would yield; writes nothing.",
        discussion: "Private addresses are refused, as in the daemon, unless --allow names them or the configuration does.")

    @Argument(help: "An http or https URL.") var url: String
    @OptionGroup var configuration: ConfigurationOption
    @Option(help: ArgumentHelp("A block of private addresses that may be reached, such as 127.0.0.0/8.", valueName: "CIDR")) var allow:
        [String] = []
    @Flag(help: "Fetch the first entry's page as well, and show the article that the two make.") var fullText = false
    @Flag(help: "Show the articles that the page links, as kind: page finds them.") var links = false
    @Option(help: ArgumentHelp("With --links: the links by XPath, as links: of a source names them.", valueName: "XPath"))
    var linksXpath: String?
    @Flag(help: "Of a page: what was found for each field, what was taken and why.") var explain = false
    @Flag(help: "One JSON object a line: the articles as they would be spooled, without an identity.") var json = false

    func run() throws {
        guard let target = URLReference(url), target.isHTTP else {
            throw failure(.usage, "'\(url)' is no http or https URL (write https://…)")
        }
        let settings = try configuration.readIfPresent()
        let blocks = try ((settings?.network.allow ?? []) + allow).map { text in
            guard let block = AddressBlock(text) else { throw failure(.usage, "'\(text)' is no block of addresses (write 10.0.0.0/8)") }
            return block
        }
        let fetcher: Fetcher
        do throws(FetchError) {
            fetcher = try Fetcher(FetcherConfiguration(allowedAddresses: blocks))
        } catch {
            throw failure(.unavailable, "\(error)")
        }
        let rules = settings?.rules ?? []
        let single = SingleFetch(
            fetcher: fetcher, requests: (settings ?? Configuration()).requestBuilder, policy: settings?.polling.policy ?? PollingPolicy())
        do throws(PollError) {
            let got = try single.fetch(target.description, accept: links ? PollRequest.pageTypes : PollRequest.feedTypes)
            try show(got, with: single, rules)
        } catch {
            throw failure(error.type.exitStatus, "\(error.type.rawValue): \(error.message)")
        }
    }

    private func show(_ got: SingleFetch.Arrival, with single: SingleFetch, _ rules: [PageRule]) throws(PollError) {
        let (answer, body) = (got.answer, got.body)
        let type = answer.headers.first(named: "Content-Type")
        guard let id = SourceID("try") else { return }
        var source = Source(id: id, url: answer.url)
        if links || linksXpath != nil {
            (source.kind, source.links) = (.page, linksXpath)
            do throws(ListingError) {
                let listing = try DocumentListing(of: body, answer, for: source, fetchedAt: .current)
                printArticles(listing.items.map(\.candidate))
                return
            } catch {
                if let next = try single.follow(error.location, after: got, accept: PollRequest.pageTypes) {
                    return try show(next, with: single, rules)
                }
                throw PollError(type: error.type, message: "\(answer.url): \(error.message) (\(error.hint))")
            }
        }
        switch Result(catching: { () throws(FeedError) in try SourceDocument.parse(body, contentType: type, url: answer.url).feed }) {
        case .success(let feed):
            var found = candidates(from: feed, source: source, fetchedAt: .current, http: HTTPProvenance(answer)).map(\.candidate)
            if fullText, let first = found.first, let link = first.url {
                found[0] = try completed(first, link, with: single, rules)
            }
            printFeed(feed, found, answer)
        case .failure(let error) where error.type == .notAFeed:
            let candidate = Candidate(
                source: source.articleSource, url: answer.url, content: ArticleContent(), fetchedAt: .current,
                provenance: Provenance(format: "html"))
            printAnnouncedFeeds(error.announcedFeeds)
            printArticles([try completed(candidate, by: got, with: single, rules)])
        case .failure(let error):
            throw PollError(type: error.type, message: "\(answer.url): \(error.message)")
        }
    }

    private func completed(_ candidate: Candidate, _ link: String, with single: SingleFetch, _ rules: [PageRule]) throws(PollError)
        -> Candidate
    {
        try completed(candidate, by: try single.fetch(link, accept: PollRequest.pageTypes), with: single, rules)
    }

    private func completed(
        _ candidate: Candidate, by got: SingleFetch.Arrival, with single: SingleFetch, _ rules: [PageRule]
    ) throws(PollError) -> Candidate {
        do throws(PageError) {
            let page = try PageReader.read(
                got.body, contentType: got.answer.headers.first(named: "Content-Type"), url: got.answer.url, hints: PageHints(rules: rules),
                explaining: explain)
            printExplanation(page.explanation)
            return candidate.completed(by: page, http: HTTPProvenance(got.answer), fetchedAt: .current)
        } catch {
            if let next = try single.follow(error.location, after: got, accept: PollRequest.pageTypes) {
                return try completed(candidate, by: next, with: single, rules)
            }
            throw PollError(type: error.type, message: "\(got.answer.url): neither a feed nor an article: \(error.message)")
        }
    }

    /// One line for each thing found: a mark for what was taken, the field, where it was found, what, and why.
    private func printExplanation(_ explanation: [FieldCandidate]) {
        for candidate in explanation {
            let facts = [candidate.field, candidate.place, candidate.value, candidate.reason.map { "(\($0))" }]
            let line = facts.compactMap { $0 }.map(Terminal.printable).joined(separator: "  ")
            let text = "\(candidate.isChosen ? "*" : " ") \(line)"
            // With --json the articles alone are on stdout.
            if json { FileHandle.standardError.write(Data((text + "\n").utf8)) } else { StandardOutput.write(line: text) }
        }
    }

    private func printFeed(_ feed: ParsedFeed, _ found: [Candidate], _ answer: Answer) {
        if !json {
            StandardOutput.write(line: "\(answer.url)")
            StandardOutput.write(line: "\(feed.format), \(feed.encoding), \(answer.bodyBytes) bytes, \(found.count) entries\n")
            if !feed.sitemaps.isEmpty {
                StandardOutput.write(line: "\(feed.sitemaps.count) sitemaps, each of which may be tried:")
                for sitemap in feed.sitemaps {
                    let facts = [sitemap.url, sitemap.lastModified?.description].compactMap { $0 }.map(Terminal.printable)
                    StandardOutput.write(line: "  " + facts.joined(separator: " · "))
                }
            }
        }
        printArticles(found)
    }

    /// On stderr: what is asked for is the article.
    private func printAnnouncedFeeds(_ feeds: [String]) {
        guard !feeds.isEmpty else { return }
        let lines = ["the page announces feeds, each of which may be tried:"] + feeds.map { "  " + Terminal.printable($0) }
        FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }

    private func printArticles(_ found: [Candidate]) {
        for candidate in found {
            if json {
                StandardOutput.write(line: String(decoding: candidate.json, as: UTF8.self))
                continue
            }
            let content = candidate.content
            StandardOutput.write(line: content.headline.map(Terminal.printable) ?? "(no headline)")
            let facts = [
                content.publishedAt?.description, content.language, content.byline ?? content.authors.first?.name, content.located,
                content.bodyText.map { "\($0.count) characters of text" } ?? content.summary.map { "\($0.count) characters of summary" },
                candidate.warnings.isEmpty ? nil : "warnings: " + candidate.warnings.map(\.rawValue).joined(separator: " "),
            ]
            StandardOutput.write(line: "  " + facts.compactMap { $0 }.map(Terminal.printable).joined(separator: " · "))
            if let link = candidate.url { StandardOutput.write(line: "  \(Terminal.printable(link))") }
            if found.count == 1, let body = content.bodyText {
                StandardOutput.write(
                    line: "\n" + body.split(separator: "\n").map { Terminal.printable(String($0)) }.joined(separator: "\n\n"))
            }
        }
    }
}

extension ErrorType {
    /// The exit status of a command that failed for this.
    var exitStatus: ExitStatus {
        switch self {
        case .dns, .connect, .timeout, .reset, .http5xx, .rateLimited, .truncated: .temporaryFailure
        case .unauthorized, .blocked, .robots, .forbiddenAddress, .forbiddenScheme: .notPermitted
        case .http4xx, .gone, .redirect: .noInput
        default: .dataError
        }
    }
}
