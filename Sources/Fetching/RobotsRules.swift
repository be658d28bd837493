/// What a site's `robots.txt` says (RFC 9309).
///
/// Who asks for it decides what its status means (section 2.3.1): ``allowingAll`` for 4xx, ``disallowingAll`` for 5xx and no answer.
public struct RobotsRules: Sendable {
    /// No rule: everything may be fetched.
    public static let allowingAll = RobotsRules(parsing: [])
    /// Nothing may be fetched but `/robots.txt`.
    public static let disallowingAll = RobotsRules(parsing: Array("User-agent: *\nDisallow: /\n".utf8))

    /// The URLs of the site's sitemaps, as they stand, the first thousand.
    public private(set) var sitemaps: [String] = []

    private var groups: [String: Group] = [:]

    /// What is said to one product token, of all its groups together.
    private struct Group {
        var rules: [RobotsPattern] = []
        var crawlDelay: Duration?
    }

    /// At least 500 kibibytes must be read (section 2.5); no more are.
    private static let maximumBytes = 500 << 10
    private static let maximumSitemaps = 1000
    private static let everyone = "*"

    /// Reads a file of any quality; lines that are none are passed over. Of the file, the first 500 KiB.
    public init(parsing bytes: [UInt8]) {
        var text = bytes.prefix(RobotsRules.maximumBytes)
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        // A last line that the limit cuts would be a shorter rule, which forbids more or allows more than was said.
        if bytes.count > RobotsRules.maximumBytes, let end = text.lastIndex(where: RobotsRules.isLineBreak) { text = text[..<end] }
        var tokens: [String] = []
        var isReadingAgents = false
        for line in text.split(whereSeparator: RobotsRules.isLineBreak) {
            let content = line.prefix { $0 != UInt8(ascii: "#") }
            guard let colon = content.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let key = String(decoding: RobotsRules.trimmed(content[..<colon]), as: UTF8.self).lowercased()
            let value = RobotsRules.trimmed(content[(colon + 1)...])
            switch key {
            case "user-agent":
                if !isReadingAgents { tokens = [] }
                isReadingAgents = true
                guard let token = RobotsRules.token(value) else { continue }
                tokens.append(token)
                if groups[token] == nil { groups[token] = Group() }
            case "allow", "disallow":
                isReadingAgents = false
                guard let pattern = RobotsPattern(value, isAllowing: key == "allow") else { continue }
                for token in tokens { groups[token]?.rules.append(pattern) }
            // Not of the RFC: such records must not change how groups are read (section 2.2.4).
            case "crawl-delay":
                guard let delay = RobotsRules.seconds(value) else { continue }
                for token in tokens {
                    let longest = max(groups[token]?.crawlDelay ?? .zero, delay)
                    groups[token]?.crawlDelay = longest
                }
            case "sitemap":
                guard !value.isEmpty, sitemaps.count < RobotsRules.maximumSitemaps else { continue }
                sitemaps.append(String(decoding: value, as: UTF8.self))
            default: break
            }
        }
    }

    /// Whether a path may be fetched: the longest matching rule decides, `Allow` among equals (section 2.2.2).
    ///
    /// - Parameters:
    ///   - path: Path and query of the URL, as they are sent.
    ///   - productToken: Of the group that is asked for, without regard to case; without such a group, that of `*` counts.
    public func allows(path: String, productToken: String = "wirespool") -> Bool {
        let path = RobotsPattern.normalized(path: path.hasPrefix("/") ? path : "/" + path)
        guard path != Array("/robots.txt".utf8), let group = group(for: productToken) else { return true }
        var longest: (length: Int, isAllowing: Bool) = (0, true)
        for rule in group.rules
        where rule.length > longest.length || (rule.length == longest.length && rule.isAllowing && !longest.isAllowing) {
            if rule.matches(path) { longest = (rule.length, rule.isAllowing) }
        }
        return longest.isAllowing
    }

    /// How long to wait between two requests; nil where nothing is said. At most a day.
    public func crawlDelay(productToken: String = "wirespool") -> Duration? { group(for: productToken)?.crawlDelay }

    private func group(for productToken: String) -> Group? { groups[productToken.lowercased()] ?? groups[RobotsRules.everyone] }

    /// The token of a user-agent line: letters, `-` and `_` (section 2.2.1), so that a version that follows does no harm.
    private static func token(_ value: ArraySlice<UInt8>) -> String? {
        if value.first == UInt8(ascii: "*") { return everyone }
        let token = value.prefix {
            (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
        return token.isEmpty ? nil : String(decoding: token, as: UTF8.self).lowercased()
    }

    private static func seconds(_ value: ArraySlice<UInt8>) -> Duration? {
        guard let seconds = Double(String(decoding: value, as: UTF8.self)), seconds >= 0, seconds.isFinite else { return nil }
        return .milliseconds(Int64(min(seconds, 86_400) * 1000))
    }

    private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
        return bytes
    }
}
