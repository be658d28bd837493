public import NewsModel

/// The pages for people: read-only, each one document without anything from outside, and nothing in them that is not escaped.
///
/// They work without JavaScript; with it they refresh themselves in place.
struct StatusPage {
    let daemon: RunningDaemon
    /// When the page is made.
    let now: Instant

    /// Sources that one page shows.
    static let maximumRows = 100

    /// The front page: what is running, what is not well and what to do, the last day, the newest articles, the sources.
    ///
    /// - Parameter found: The sources of the query.
    func front(_ status: StatusSnapshot, _ query: SourceQuery, _ found: [SourceReport]) -> String {
        var main = StatusPage.verdict(status.concerns) + tiles(status)
        main += StatusPage.section("articles", "Newest articles", articles(Array(status.newest.prefix(10))))
        main += StatusPage.section("sources", "Sources", StatusPage.form(query) + sources(found, of: query))
        return document("wirespool", main)
    }

    func document(_ title: String, _ main: String) -> String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>\(HTMLText.escaped(title))</title>\
        <meta name="viewport" content="width=device-width,initial-scale=1"><noscript><meta http-equiv="refresh" content="30"></noscript>\
        <style>\(StatusPage.style)</style></head><body><header><h1><a href="/">wirespool</a> <small>\(HTMLText.escaped(daemon.version))</small></h1>
        <p>running for \(HTMLText.length(seconds: Int((now - daemon.startedAt).inSeconds))), process \(daemon.pid)</p></header>
        <p id="stale" class="card state bad" role="alert" hidden><strong>No answer.</strong> Below is what the daemon said last. Is it running? \
        <code>systemctl status wirespool</code></p><main>
        \(main)</main><footer><nav aria-label="Other forms">For programs: <a href="/status">status</a> <a href="/sources">sources</a> \
        <a href="/articles">articles</a> <a href="/metrics">metrics</a> <a href="/readyz">readiness</a></nav></footer>\
        <script>\(StatusPage.script)</script></body></html>

        """
    }

    static func section(_ id: String, _ title: String, _ content: String) -> String {
        "<section class=\"card\"><h2 id=\"\(id)\">\(title)</h2>\n\(content)</section>\n"
    }

    // MARK: The front page

    /// Whether all is well; else what is not, and what to do.
    private static func verdict(_ concerns: [StatusSnapshot.Concern]) -> String {
        guard !concerns.isEmpty else {
            return "<div class=\"card state\" role=\"status\"><strong class=\"good\">All is well.</strong></div>\n"
        }
        func item(_ concern: StatusSnapshot.Concern) -> String {
            let link = concern.health.map { " <a href=\"/?health=\($0.rawValue)#sources\">Show them</a>" } ?? ""
            return "<li>\(HTMLText.isolated(concern.text))\(link)</li>"
        }
        return "<div class=\"card state bad\" role=\"status\"><strong>Look at this:</strong><ul>" + concerns.map(item).joined()
            + "</ul></div>\n"
    }

    private func tiles(_ status: StatusSnapshot) -> String {
        let (sources, polls, articles, spool) = (status.sources, status.polls, status.articles, status.spool)
        let hours = status.activity.hours(upTo: now)
        let pollBars = hours.map {
            BarChart.Bar(value: $0.polls, marked: $0.failed, label: "\($0.start.description): \($0.polls) polls, \($0.failed) failed")
        }
        let articleBars = hours.map { BarChart.Bar(value: $0.articles, label: "\($0.start.description): \($0.articles) articles") }
        let shares = [("good", sources.active), ("bad", sources.failing + sources.gone), ("rest", sources.paused)]
        let bar = ShareBar(
            title: "\(sources.active) active, \(sources.failing) failing, \(sources.gone) gone, \(sources.paused) paused", shares: shares)
        return "<div class=\"tiles\">"
            + tile(
                "Sources", sources.total,
                ["\(HTMLText.number(sources.active)) active", StatusPage.count(sources.failing, .failing)]
                    + [(sources.gone, SourceHealth.gone), (sources.paused, .paused)].filter { $0.0 > 0 }.map {
                        StatusPage.count($0.0, $0.1)
                    }, bar.svg)
            + tile(
                "Polls", polls.total, ["\(HTMLText.number(polls.failed)) failed", "\(HTMLText.number(polls.underway)) under way"],
                StatusPage.chart("Polls", pollBars))
            + tile(
                "Articles", articles.spooled,
                [
                    "\(HTMLText.number(articles.revised)) revised",
                    "\(HTMLText.number(articles.duplicates)) duplicate\(articles.duplicates == 1 ? "" : "s")",
                ],
                StatusPage.chart("Articles", articleBars))
            + tile(
                "Spool", spool.waiting, ["articles waiting", "\(HTMLText.size(spool.freeBytes)) free"],
                "<p>\(HTMLText.code(spool.directory))</p>")
            + "</div>\n"
    }

    private func tile(_ name: String, _ value: Int, _ parts: [String], _ content: String) -> String {
        "<section class=\"card\"><h2>\(name)</h2><p class=\"value\">\(HTMLText.number(value))</p><p class=\"parts\">"
            + parts.map { "<span>\($0)</span>" }.joined(separator: " ") + "</p>\(content)</section>"
    }

    /// How many sources are so; those that there are lead to their list.
    private static func count(_ number: Int, _ health: SourceHealth) -> String {
        let text = "\(HTMLText.number(number)) \(health.rawValue)"
        return number == 0 ? text : "<a href=\"/?health=\(health.rawValue)#sources\">\(text)</a>"
    }

    private static func chart(_ name: String, _ bars: [BarChart.Bar]) -> String {
        let sum = bars.reduce(0) { $0 + $1.value }
        let most = bars.map(\.value).max() ?? 0
        let chart = BarChart(title: "\(name) by hour over the last day, \(sum) in all, \(most) in an hour at most", bars: bars)
        return "<figure>\(chart.svg)<figcaption><span>24 h ago</span><span>up to \(HTMLText.number(most)) an hour</span><span>now</span>"
            + "</figcaption></figure>"
    }

    func articles(_ articles: [StatusSnapshot.Newest], isOfOneSource: Bool = false) -> String {
        guard !articles.isEmpty else {
            return isOfOneSource
                ? "<p>None among the newest of all sources since the daemon started.</p>\n" : "<p>None since the daemon started.</p>\n"
        }
        var columns = ["Headline", "Source", "Version", "Spooled"]
        if isOfOneSource { columns.remove(at: 1) }
        return HTMLText.table(
            "Newest articles", columns,
            articles.map { article in
                let headline = HTMLText.isolated(
                    article.headline ?? "(no headline)", language: article.language, direction: article.direction)
                let version = HTMLText.escaped("\(article.version) (\(article.event.rawValue))")
                let time = HTMLText.time(article.spooledAt, now: now)
                return isOfOneSource ? [headline, version, time] : [headline, StatusPage.link(article.source), version, time]
            }, extra: [isOfOneSource ? 1 : 2])
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
                : "<p>None of them is so. <a href=\"/#sources\">All sources</a></p>\n"
        }
        let more = found.count > StatusPage.maximumRows ? "<p>These are the first \(StatusPage.maximumRows); search for others.</p>\n" : ""
        return table(Array(found.prefix(StatusPage.maximumRows)), isLinked: true) + more
    }
}

extension StatusSnapshot {
    /// Something that is not well.
    public struct Concern: Equatable, Sendable {
        /// What it is, and what to do about it, in a sentence or two.
        public var text: String
        /// The health of the sources that it is about.
        public var health: SourceHealth?
    }

    /// What is not well; empty where all is well.
    public var concerns: [Concern] {
        var concerns: [Concern] = []
        if spool.isPaused {
            concerns.append(
                Concern(text: "Polling is paused: \(spool.reason ?? "the spool's disk is short"). It goes on by itself once there is room.")
            )
        }
        if sources.total > 1, sources.failing * 2 > sources.active + sources.failing {
            let all = sources.active + sources.failing
            concerns.append(
                Concern(
                    text: "\(sources.failing) of \(all) sources fail: look at this machine's network and name service first.",
                    health: .failing))
        } else if sources.failing > 0 {
            let text =
                sources.failing == 1 ? "One source fails; it says why below." : "\(sources.failing) sources fail; each says why below."
            concerns.append(Concern(text: text, health: .failing))
        }
        if sources.gone > 0 {
            let text =
                sources.gone == 1
                ? "One source is gone: find its new address, or remove it."
                : "\(sources.gone) sources are gone: find their new addresses, or remove them."
            concerns.append(Concern(text: text, health: .gone))
        }
        return concerns
    }
}
