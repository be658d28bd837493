import NewsModel

/// Texts and values as HTML, of which nothing that a publisher controls can be markup.
enum HTMLText {
    /// Text as HTML: the five characters that mean something escaped; controls and bidi controls, which could reach beyond their element,
    /// replaced by U+FFFD.
    static func escaped(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: shown.append(" ")
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: shown.append("\u{FFFD}")
            default: shown.append(scalar)
            }
        }
        return MarkupText.escaped(String(shown), in: .attribute)
    }

    /// A publisher's text, in its own direction and apart from what stands around it.
    static func isolated(_ text: String, language: String? = nil, direction: TextDirection? = nil) -> String {
        let lang = language.map { " lang=\"\(escaped($0))\"" } ?? ""
        return "<span class=\"text\" dir=\"\(direction?.rawValue ?? "auto")\"\(lang)>\(escaped(text))</span>"
    }

    static func code(_ text: String) -> String { "<code dir=\"ltr\">\(escaped(text))</code>" }

    /// How far an instant is from now, in words; the instant itself is shown when it is pointed at.
    static func time(_ instant: Instant?, now: Instant) -> String {
        guard let instant else { return "–" }
        return "<time datetime=\"\(instant)\" title=\"\(instant)\">\(distance(instant - now))</time>"
    }

    /// `in 5 min`, `3 h ago`.
    static func distance(_ duration: Duration) -> String {
        let seconds = Int(duration.inSeconds)
        if abs(seconds) < 5 { return "now" }
        return seconds < 0 ? "\(length(seconds: -seconds)) ago" : "in \(length(seconds: seconds))"
    }

    /// A length of time in its largest fitting unit.
    static func length(seconds: Int) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) d"
        }
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

    /// A number with its thousands set apart.
    static func number(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// A table that may be wider than the screen: it scrolls by itself, by keyboard too.
    ///
    /// - Parameter extra: Columns that a narrow screen does without.
    static func table(_ caption: String, _ columns: [String], _ rows: [[String]], extra: Set<Int> = []) -> String {
        func mark(_ column: Int) -> String { extra.contains(column) ? " class=\"extra\"" : "" }
        var html = "<div class=\"scroll\" role=\"region\" aria-label=\"\(escaped(caption))\" tabindex=\"0\"><table><thead><tr>"
        for (place, column) in columns.enumerated() { html += "<th scope=\"col\"\(mark(place))>\(escaped(column))</th>" }
        html += "</tr></thead><tbody>\n"
        for row in rows { html += "<tr>" + row.enumerated().map { "<td\(mark($0))>\($1)</td>" }.joined() + "</tr>\n" }
        return html + "</tbody></table></div>\n"
    }

    /// Names with their values.
    static func facts(_ facts: [(name: String, value: String)]) -> String {
        "<dl>" + facts.map { "<div><dt>\(escaped($0.name))</dt><dd>\($0.value)</dd></div>" }.joined() + "</dl>\n"
    }
}
