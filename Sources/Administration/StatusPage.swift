import Foundation
import NewsModel

/// The page for people: read-only, one document without anything from outside, and nothing in it that is not escaped.
enum StatusPage {
    /// The page allows its own style, by its hash, and nothing else: no script, no image, no form, no frame.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'sha256-\(Data(ContentHash(hashing: Array(style.utf8)).bytes).base64EncodedString())'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    static let style = """
        :root{color-scheme:light dark;--line:#8884}body{font:15px/1.45 system-ui,sans-serif;max-width:72rem;margin:1.5rem auto;padding:0 1rem}\
        h1{font-size:1.3rem}h2{font-size:1rem;margin:1.6rem 0 .4rem}table{border-collapse:collapse;width:100%}\
        th,td{text-align:start;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line)}\
        th{font-weight:600}td.n{text-align:end;font-variant-numeric:tabular-nums}time,code{white-space:nowrap}.text{unicode-bidi:isolate;overflow-wrap:anywhere}\
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.6rem}dt{opacity:.7}dd{margin:0;font-size:1.2rem}\
        .bad{color:#b3261e}@media(prefers-color-scheme:dark){.bad{color:#ff8a80}}
        """

    static func html(_ status: StatusSnapshot) -> String {
        var page = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>wirespool</title><meta name="viewport" content="width=device-width">\
            <meta http-equiv="refresh" content="15"><style>\(style)</style></head><body>
            <h1>wirespool \(escaped(status.version))</h1>
            <p>Running since \(time(status.startedAt)), process \(status.pid). <a href="/status">JSON</a> · <a href="/metrics">metrics</a></p>

            """
        if status.spool.isPaused {
            page += "<p class=\"bad\"><strong>Polling is paused:</strong> \(text(status.spool.reason ?? "the spool's disk is short"))</p>\n"
        }
        page += "<dl>"
        for (name, value) in figures(status) { page += "<div><dt>\(escaped(name))</dt><dd>\(escaped(value))</dd></div>" }
        page += "</dl>\n<p>Spool: <code dir=\"ltr\">\(escaped(status.spool.directory))</code></p>\n"
        page += table(
            "Failing sources", ["Source", "Error", "What happened", "Last success", "Next try"],
            status.failing.map {
                [code($0.source.rawValue), code($0.errorType.rawValue), text($0.errorMessage), time($0.since), time($0.nextAt)]
            })
        page += table(
            "Newest articles", ["Spooled", "Source", "Event", "Headline"],
            status.newest.map {
                [
                    time($0.spooledAt), code($0.source.rawValue), escaped("\($0.event.rawValue) v\($0.version)"),
                    text($0.headline ?? "(no headline)", language: $0.language, direction: $0.direction),
                ]
            })
        page += table(
            "Due next", ["When", "Source", "Why then"],
            status.nextDue.map { [time($0.at), code($0.source.rawValue), escaped($0.reason.rawValue)] })
        return page + "</body></html>\n"
    }

    private static func figures(_ status: StatusSnapshot) -> [(String, String)] {
        [
            ("Sources", "\(status.sources.total)"), ("Active", "\(status.sources.active)"), ("Failing", "\(status.sources.failing)"),
            ("Gone", "\(status.sources.gone)"), ("Paused", "\(status.sources.paused)"), ("Polls", "\(status.polls.total)"),
            ("Polls failed", "\(status.polls.failed)"), ("Polls under way", "\(status.polls.underway)"),
            ("Articles spooled", "\(status.articles.spooled)"), ("Revisions", "\(status.articles.revised)"),
            ("Duplicates", "\(status.articles.duplicates)"), ("Waiting in new/", "\(status.spool.waiting)"),
            ("Disk free", StatusPage.size(status.spool.freeBytes)),
        ]
    }

    private static func table(_ title: String, _ columns: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        var html = "<h2>\(escaped(title))</h2>\n<table><thead><tr>"
        for column in columns { html += "<th scope=\"col\">\(escaped(column))</th>" }
        html += "</tr></thead><tbody>\n"
        for row in rows { html += "<tr>" + row.map { "<td>\($0)</td>" }.joined() + "</tr>\n" }
        return html + "</tbody></table>\n"
    }

    /// A publisher's text, in its own direction and apart from what stands around it.
    private static func text(_ text: String, language: String? = nil, direction: TextDirection? = nil) -> String {
        let lang = language.map { " lang=\"\(escaped($0))\"" } ?? ""
        return "<span class=\"text\" dir=\"\(direction?.rawValue ?? "auto")\"\(lang)>\(escaped(text))</span>"
    }

    private static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }

    private static func time(_ instant: Instant?) -> String {
        instant.map { "<time datetime=\"\($0.description)\">\($0.description)</time>" } ?? "–"
    }

    /// Bytes for people.
    static func size(_ bytes: Int) -> String {
        var value = Double(bytes)
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if value < 1024 { return unit == "B" ? "\(bytes) B" : "\((value * 10).rounded() / 10) \(unit)" }
            value /= 1024
        }
        return "\((value * 10).rounded() / 10) TiB"
    }

    /// Text as HTML: the five characters that mean something escaped; controls and bidi controls, which could reach beyond their element,
    /// replaced by U+FFFD.
    static func escaped(_ text: String) -> String {
        var html = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html.append(contentsOf: "&amp;".unicodeScalars)
            case "<": html.append(contentsOf: "&lt;".unicodeScalars)
            case ">": html.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": html.append(contentsOf: "&quot;".unicodeScalars)
            case "'": html.append(contentsOf: "&#39;".unicodeScalars)
            case "\n", "\t": html.append(" ")
            default:
                let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                let overrides = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                html.append(isControl || overrides ? "\u{FFFD}" : scalar)
            }
        }
        return String(html)
    }
}
