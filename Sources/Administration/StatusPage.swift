import NewsModel

/// The pages for people: read-only, each one document without anything from outside, and nothing in them that is not escaped.
///
/// They work without JavaScript; with it they refresh themselves in place.
struct StatusPage {
    let status: StatusSnapshot
    /// When the status was taken.
    let now: Instant

    init(status: StatusSnapshot) {
        self.status = status
        now = status.startedAt + .seconds(status.uptimeSeconds)
    }

    /// Sources that one page shows.
    static let maximumRows = 200

    /// The front page: what is running, what is not well and what to do, the last day, the newest articles, the sources.
    ///
    /// - Parameter found: The sources of the query.
    func front(_ query: SourceQuery, _ found: [SourceReport]) -> String {
        var main = verdict + charts + HTMLText.facts(figures)
        main += "<h2 id=\"articles\">Newest articles</h2>\n" + StatusPage.articles(Array(status.newest.prefix(10)), now: now)
        main += "<h2 id=\"sources\">Sources</h2>\n" + StatusPage.form(query) + sources(found, of: query)
        return document("wirespool", main)
    }

    /// One source in depth.
    func source(_ detail: SourceDetail) -> String {
        let source = detail.source
        var main = "<p><a href=\"/\">All sources</a></p>\n<h2>\(HTMLText.isolated(source.name))</h2>\n"
        main += "<p>\(HTMLText.code(source.url))</p>\n<p>\(StatusPage.health(source, now: now))</p>\n"
        var facts: [(name: String, value: String)] = [
            ("Identifier", HTMLText.code(source.id.rawValue)), ("Kind", HTMLText.escaped(source.kind.rawValue)),
            ("Next poll", HTMLText.time(source.nextPollAt, now: now)), ("Why then", HTMLText.escaped(source.nextReason.words)),
            ("Last poll", HTMLText.time(source.lastPollAt, now: now)), ("Last success", HTMLText.time(source.lastSuccessAt, now: now)),
            ("Last article", HTMLText.time(source.lastNewAt, now: now)),
            ("An entry every", detail.entryGapSeconds.map(HTMLText.length) ?? "–"),
            ("Publisher asks for", detail.askedIntervalSeconds.map(HTMLText.length) ?? "–"),
        ]
        if let etag = detail.etag { facts.append(("ETag", HTMLText.code(etag))) }
        if let date = detail.lastModified { facts.append(("Last-Modified", HTMLText.code(date))) }
        if let place = detail.movedTo { facts.append(("Moved to", HTMLText.code(place))) }
        main += HTMLText.facts(facts)
        main += "<h2>Polls</h2>\n"
        main +=
            detail.polls.isEmpty
            ? "<p>None since the daemon started.</p>\n"
            : HTMLText.table("Polls", ["Ended", "Answer", "Took", "Articles", "Next then", "Because"], detail.polls.map(row))
        if !detail.documents.isEmpty { main += "<h2>Its documents</h2>\n" + table(detail.documents, isLinked: false) }
        main += "<h2>Newest articles</h2>\n" + StatusPage.articles(detail.articles, now: now)
        return document("\(source.id.rawValue) – wirespool", main)
    }

    private func document(_ title: String, _ main: String) -> String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>\(HTMLText.escaped(title))</title>\
        <meta name="viewport" content="width=device-width,initial-scale=1"><noscript><meta http-equiv="refresh" content="30"></noscript>\
        <style>\(StatusPage.style)</style></head><body><header><h1>wirespool \(HTMLText.escaped(status.version))</h1>
        <p>Running for \(HTMLText.length(seconds: status.uptimeSeconds)), process \(status.pid). Spool \(HTMLText.code(status.spool.directory))</p>
        <nav aria-label="Other forms"><a href="/status">Status as JSON</a><a href="/sources">Sources as JSON</a>\
        <a href="/articles">Articles as JSON</a><a href="/metrics">Metrics</a></nav></header><main>
        \(main)</main><script>\(StatusPage.script)</script></body></html>

        """
    }

    // MARK: The front page

    /// Whether all is well; else what is not, and what to do.
    private var verdict: String {
        let reasons = status.concerns
        guard !reasons.isEmpty else {
            return "<div class=\"state\" role=\"status\"><strong class=\"good\">All is well.</strong></div>\n"
        }
        return "<div class=\"state bad\" role=\"status\"><strong>Look at this:</strong><ul>"
            + reasons.map { "<li>\(HTMLText.isolated($0))</li>" }.joined() + "</ul></div>\n"
    }

    private var charts: String {
        let hours = status.activity.hours(upTo: now)
        let polls = hours.map { hour in
            BarChart.Bar(
                value: hour.polls, marked: hour.failed, label: "\(hour.start.description): \(hour.polls) polls, \(hour.failed) failed")
        }
        let articles = hours.map { BarChart.Bar(value: $0.articles, label: "\($0.start.description): \($0.articles) articles") }
        func figure(_ name: String, _ bars: [BarChart.Bar]) -> String {
            let sum = bars.reduce(0) { $0 + $1.value }
            let chart = BarChart(title: "\(name) by hour over the last day, \(sum) in all", bars: bars)
            return "<figure>\(chart.svg)<figcaption>\(name) by hour, the last day: \(sum)</figcaption></figure>"
        }
        return "<div class=\"charts\">" + figure("Polls", polls) + figure("Articles", articles) + "</div>\n"
    }

    private var figures: [(name: String, value: String)] {
        [
            ("Sources", "\(status.sources.total)"), ("Active", "\(status.sources.active)"), ("Failing", "\(status.sources.failing)"),
            ("Gone", "\(status.sources.gone)"), ("Paused", "\(status.sources.paused)"), ("Polls", "\(status.polls.total)"),
            ("Polls failed", "\(status.polls.failed)"), ("Polls under way", "\(status.polls.underway)"),
            ("Articles spooled", "\(status.articles.spooled)"), ("Revisions", "\(status.articles.revised)"),
            ("Duplicates", "\(status.articles.duplicates)"), ("Waiting in new/", "\(status.spool.waiting)"),
            ("Disk free", HTMLText.size(status.spool.freeBytes)),
        ]
    }

    static func articles(_ articles: [StatusSnapshot.Newest], now: Instant) -> String {
        guard !articles.isEmpty else { return "<p>None since the daemon started.</p>\n" }
        return HTMLText.table(
            "Newest articles", ["Spooled", "Headline", "Source", "Version"],
            articles.map {
                [
                    HTMLText.time($0.spooledAt, now: now),
                    HTMLText.isolated($0.headline ?? "(no headline)", language: $0.language, direction: $0.direction),
                    link($0.source), HTMLText.escaped("\($0.version) (\($0.event.rawValue))"),
                ]
            })
    }

    private static func form(_ query: SourceQuery) -> String {
        func options(_ choices: [(value: String, name: String)], chosen: String) -> String {
            choices.map { "<option value=\"\($0.value)\"\($0.value == chosen ? " selected" : "")>\($0.name)</option>" }.joined()
        }
        let health = [("", "any")] + SourceHealth.allCases.map { ($0.rawValue, $0.rawValue) }
        let order = [("trouble", "not well first"), ("id", "identifier"), ("next", "next poll"), ("silent", "longest without an article")]
        return """
            <form action="/#sources" method="get"><label>Identifier or address <input name="q" type="search" value="\(HTMLText.escaped(query.text))"></label>\
            <label>Health <select name="health">\(options(health, chosen: query.health?.rawValue ?? ""))</select></label>\
            <label>Order <select name="order">\(options(order, chosen: query.order.rawValue))</select></label><button>Show</button></form>

            """
    }

    private func sources(_ found: [SourceReport], of query: SourceQuery) -> String {
        guard !found.isEmpty else {
            return query.isEverything
                ? "<p>There are none yet: add one to the configuration, or <code>wirespool sources import</code> a list.</p>\n"
                : "<p>None of them is so.</p>\n"
        }
        let more = found.count > StatusPage.maximumRows ? "<p>These are the first \(StatusPage.maximumRows); search for others.</p>\n" : ""
        return table(Array(found.prefix(StatusPage.maximumRows)), isLinked: true) + more
    }

    private func table(_ sources: [SourceReport], isLinked: Bool) -> String {
        HTMLText.table(
            "Sources", ["Source", "Health", "Next poll", "Why then", "Last article"],
            sources.map {
                [
                    (isLinked ? StatusPage.link($0.id) : HTMLText.code($0.url))
                        + ($0.name == $0.id.rawValue ? "" : " " + HTMLText.isolated($0.name)),
                    StatusPage.health($0, now: now), HTMLText.time($0.nextPollAt, now: now), HTMLText.escaped($0.nextReason.words),
                    HTMLText.time($0.lastNewAt, now: now),
                ]
            })
    }

    // MARK: Cells

    private func row(_ poll: PollReport) -> [String] {
        let answer = [poll.status.map(String.init), poll.bytes.map(HTMLText.size), poll.errorType?.rawValue].compactMap { $0 }
        return [
            HTMLText.time(poll.at, now: now),
            poll.errorType == nil
                ? HTMLText.escaped(answer.joined(separator: ", "))
                : "<strong class=\"bad\">\(HTMLText.escaped(answer.joined(separator: ", ")))</strong>",
            "\(poll.milliseconds) ms", "\(poll.articles)", HTMLText.time(poll.nextAt, now: now), HTMLText.escaped(poll.nextReason.words),
        ]
    }

    private static func link(_ id: SourceID) -> String { "<a href=\"/?source=\(id.rawValue)\">\(HTMLText.code(id.rawValue))</a>" }

    /// How a source does, in words.
    private static func health(_ source: SourceReport, now: Instant) -> String {
        switch source.health {
        case .ok: return "answers"
        case .waiting: return "not polled yet"
        case .gone: return "<strong class=\"bad\">gone</strong>: the publisher says so; asked again once a month"
        case .paused: return "paused: <code>wirespool sources resume \(source.id.rawValue)</code>"
        case .quarantined: return "<strong class=\"bad\">quarantined</strong>: the daemon crashed twice while reading it"
        case .disabled: return "disabled in the configuration"
        case .failing:
            let since = source.lastSuccessAt.map { ", last success \(HTMLText.time($0, now: now))" } ?? ""
            return
                "<strong class=\"bad\">\(HTMLText.escaped(source.errorType?.rawValue ?? "failing"))</strong>, \(source.failures)×\(since): "
                + HTMLText.isolated(source.errorMessage ?? "")
        }
    }
}

extension StatusSnapshot {
    /// What is not well, and what to do about it, one sentence each; empty where all is well.
    public var concerns: [String] {
        var concerns: [String] = []
        if spool.isPaused {
            concerns.append("Polling is paused: \(spool.reason ?? "the spool's disk is short"). It goes on by itself once there is room.")
        }
        if sources.total > 0, sources.failing * 2 > sources.active + sources.failing {
            concerns.append(
                "\(sources.failing) of \(sources.active + sources.failing) sources fail: look at this machine's network and name service first."
            )
        } else if sources.failing > 0 {
            concerns.append("\(sources.failing) sources fail; each says why below (Health: failing).")
        }
        if sources.gone > 0 { concerns.append("\(sources.gone) sources are gone: find their new address, or remove them.") }
        return concerns
    }
}

extension PollReason {
    /// The rule in words.
    var words: String {
        switch self {
        case .first: "never polled"
        case .interval: "the configured interval"
        case .pace: "how often its entries appear"
        case .freshness: "the answer is fresh until then"
        case .ttl: "the document asks for it"
        case .skip: "the document skips these hours or days"
        case .retryAfter: "the server said Retry-After"
        case .slowdown: "the server asked to slow down"
        case .overflow: "entries may have been missed"
        case .budget: "the budget of polls"
        case .backoff: "after failures"
        case .refused: "it was refused"
        case .gone: "it is gone"
        case .announced: "an index says that it changed"
        case .manual: "somebody asked for it"
        }
    }
}
