import NewsModel

/// What is shown of sources: one in depth, and many in a table.
extension StatusPage {
    /// One source in depth.
    func source(_ detail: SourceDetail) -> String {
        let source = detail.source
        var facts: [(name: String, value: String)] = [
            ("Next poll", HTMLText.time(source.nextPollAt, now: now)), ("Why then", whyThen(source)),
            ("Last poll", HTMLText.time(source.lastPollAt, now: now)), ("Last success", HTMLText.time(source.lastSuccessAt, now: now)),
            ("Last article", HTMLText.time(source.lastNewAt, now: now)),
            ("An entry every", detail.entryGapSeconds.map(HTMLText.length) ?? "–"),
            ("Publisher asks for", detail.askedIntervalSeconds.map(HTMLText.length) ?? "–"),
            ("Identifier", HTMLText.code(source.id.rawValue)), ("Kind", HTMLText.escaped(source.kind.rawValue)),
        ]
        if let etag = detail.etag { facts.append(("ETag", HTMLText.code(etag))) }
        if let date = detail.lastModified { facts.append(("Last-Modified", HTMLText.code(date))) }
        if let place = detail.movedTo { facts.append(("Moved to", HTMLText.code(place))) }
        var main = "<p><a href=\"/#sources\">All sources</a></p>\n"
        main += """
            <section class="card"><h2 class="name">\(HTMLText.isolated(source.name))</h2>
            <p>\(HTMLText.code(source.url))</p><p>\(health(source))</p>
            \(HTMLText.facts(facts))</section>

            """
        let polls =
            detail.polls.isEmpty
            ? "<p>None since the daemon started.</p>\n"
            : HTMLText.table(
                "Polls", ["Ended", "Answer", "Took", "Articles", "Next then", "Because"], detail.polls.map(row), extra: [2, 5])
        main += StatusPage.section("polls", "Polls", polls)
        if !detail.documents.isEmpty {
            main += StatusPage.section("documents", "Its documents", table(detail.documents, isLinked: false))
        }
        main += StatusPage.section("articles", "Newest articles", articles(detail.articles, isOfOneSource: true))
        return document("\(source.id.rawValue) – wirespool", main)
    }

    func table(_ sources: [SourceReport], isLinked: Bool) -> String {
        HTMLText.table(
            "Sources", ["Source", "Health", "Next poll", "Why then", "Last article"],
            sources.map {
                [
                    (isLinked ? StatusPage.link($0.id) : HTMLText.code($0.url))
                        + ($0.name == $0.id.rawValue ? "" : " " + HTMLText.isolated($0.name)),
                    health($0), HTMLText.time($0.nextPollAt, now: now), whyThen($0),
                    HTMLText.time($0.lastNewAt, now: now),
                ]
            }, extra: [3, 4])
    }

    private func whyThen(_ source: SourceReport) -> String {
        source.nextPollAt == nil ? "–" : HTMLText.escaped(source.nextReason.words)
    }

    static func link(_ id: SourceID) -> String { "<a href=\"/?source=\(id.rawValue)\">\(HTMLText.code(id.rawValue))</a>" }

    private func row(_ poll: PollReport) -> [String] {
        let answer = HTMLText.escaped(
            [poll.status.map(String.init), poll.bytes.map(HTMLText.size), poll.errorType?.rawValue].compactMap { $0 }.joined(
                separator: ", "))
        return [
            HTMLText.time(poll.at, now: now), poll.errorType == nil ? answer : "<strong class=\"bad\">\(answer)</strong>",
            "\(HTMLText.number(poll.milliseconds)) ms", HTMLText.number(poll.articles), HTMLText.time(poll.nextAt, now: now),
            HTMLText.escaped(poll.nextReason.words),
        ]
    }

    /// How a source does, in words; a mark of its own makes the words easy to find.
    private func health(_ source: SourceReport) -> String {
        func marked(_ kind: String, _ text: String) -> String { "<span class=\"mark-\(kind)\">\(text)</span>" }
        switch source.health {
        case .ok: return marked("good", "answers")
        case .waiting: return marked("rest", "not polled yet")
        case .gone: return marked("bad", "<strong class=\"bad\">gone</strong>: the publisher says so; asked again once a month")
        case .paused: return marked("rest", "paused: <code>wirespool sources resume \(source.id.rawValue)</code>")
        case .quarantined: return marked("bad", "<strong class=\"bad\">quarantined</strong>: the daemon crashed twice while reading it")
        case .disabled: return marked("rest", "disabled in the configuration")
        case .failing:
            let since = source.lastSuccessAt.map { ", last success \(HTMLText.time($0, now: now))" } ?? ""
            let times = source.failures == 1 ? "once" : "\(source.failures) times"
            return marked(
                "bad",
                "<strong class=\"bad\">\(HTMLText.escaped(source.errorType?.rawValue ?? "failing"))</strong>, \(times)\(since): "
                    + HTMLText.isolated(source.errorMessage ?? ""))
        }
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
