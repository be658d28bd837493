import Administration
import NewsModel

/// The daemon's state for people, as lines of text.
struct StatusTable {
    private let status: StatusSnapshot
    private let now: Instant

    init(_ status: StatusSnapshot, now: Instant) {
        self.status = status
        self.now = now
    }

    var text: String {
        var sections = [head]
        if !status.failing.isEmpty {
            let rows = status.failing.prefix(10).map {
                [$0.source.rawValue, $0.errorType.rawValue, $0.nextAt.map(distance) ?? "never", Terminal.printable($0.errorMessage)]
            }
            sections.append(section("Failing sources", ["SOURCE", "ERROR", "NEXT TRY", "WHAT HAPPENED"], rows, of: status.failing.count))
        }
        if !status.nextDue.isEmpty {
            let rows = status.nextDue.prefix(10).map { [$0.source.rawValue, distance($0.at), $0.reason.rawValue] }
            sections.append(section("Due next", ["SOURCE", "WHEN", "WHY THEN"], rows, of: status.nextDue.count))
        }
        if !status.newest.isEmpty {
            let rows = status.newest.prefix(10).map {
                [
                    distance($0.spooledAt), $0.source.rawValue, "\($0.event.rawValue) v\($0.version)",
                    Terminal.printable($0.headline ?? "(no headline)"),
                ]
            }
            sections.append(section("Newest articles", ["SPOOLED", "SOURCE", "EVENT", "HEADLINE"], rows, of: status.newest.count))
        }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private var head: String {
        let (sources, polls, articles, spool) = (status.sources, status.polls, status.articles, status.spool)
        var lines = [
            Terminal.bold("wirespool \(Terminal.printable(status.version))")
                + "  running for \(StatusTable.length(ofSeconds: Int64(status.uptimeSeconds))), process \(status.pid)",
            "sources   \(sources.total): \(sources.active) active, \(sources.failing) failing, \(sources.gone) gone, \(sources.paused) paused",
            "polls     \(polls.total)\(rate(polls.total)), \(polls.failed) failed, \(polls.underway) under way",
            "articles  \(articles.spooled)\(rate(articles.spooled)), \(articles.revised) revised; \(articles.duplicates) duplicates",
            "spool     \(Terminal.printable(spool.directory)): \(spool.waiting) waiting, \(StatusTable.size(spool.freeBytes)) free",
        ]
        lines += status.concerns.map { Terminal.red("look here ") + Terminal.printable($0.text) }
        return lines.joined(separator: "\n")
    }

    private func section(_ title: String, _ columns: [String], _ rows: [[String]], of total: Int) -> String {
        let more = total > rows.count ? Terminal.dim("\n… \(total - rows.count) more") : ""
        return Terminal.bold(title) + "\n" + Terminal.table([columns] + rows) + more
    }

    private func rate(_ count: Int) -> String {
        guard status.uptimeSeconds >= 60 else { return "" }
        let perHour = Double(count) * 3600 / Double(status.uptimeSeconds)
        return " (\(perHour < 10 ? "\((perHour * 10).rounded() / 10)" : "\(Int(min(perHour, 1e15).rounded()))") an hour)"
    }

    private func distance(_ instant: Instant) -> String {
        let seconds = (instant - now).milliseconds / 1000
        return seconds >= 0 ? "in \(StatusTable.length(ofSeconds: seconds))" : "\(StatusTable.length(ofSeconds: -seconds)) ago"
    }

    static func length(ofSeconds seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(max(0, seconds)) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }

    static func size(_ bytes: Int) -> String {
        bytes >= 1 << 30 ? "\((Double(bytes) / Double(1 << 30) * 10).rounded() / 10) GiB" : "\(bytes >> 20) MiB"
    }
}
