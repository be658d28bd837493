import Foundation
import NewsModel
import Yams

/// A source as it was read, and where it stands.
struct PlacedSource {
    var source: Source
    var document: YAMLDocument
    var idPlace: Place?
    var urlPlace: Place?
    var formerlyPlace: Place?
}

extension Configuration {
    /// Reads one item of `sources`, this configuration's own values mixed in; nil, reported, where it has no usable id or URL.
    func source(_ node: Node, in document: YAMLDocument) -> PlacedSource? {
        guard let keys = MappingReader<SourceKey>(node, "a source", in: document) else { return nil }
        let id = keys.read(.id) { $0.sourceID() }
        let url = keys.read(.url) { $0.webURL() }
        if keys[.id] == nil { document.report(keys.mark, "a source has no id", "write id: a-name, of a–z, 0–9, '.', '_' and '-'") }
        if keys[.url] == nil { document.report(keys.mark, "a source has no url", "write url: https://…") }

        // What else is wrong is told although the source cannot be used.
        guard let anyID = id ?? SourceID("unnamed") else { return nil }
        let source = source(anyID, url ?? "", keys)
        guard id != nil, url != nil else { return nil }
        return PlacedSource(
            source: source, document: document, idPlace: keys[.id]?.place, urlPlace: keys[.url]?.place,
            formerlyPlace: keys[.formerly]?.place)
    }

    /// What the keys say besides identifier and URL, over this configuration's own values.
    func source(_ id: SourceID, _ url: String, _ keys: MappingReader<SourceKey>) -> Source {
        let document = keys.document
        var source = Source(id: id, url: url, polling: polling.policy, articles: articles)
        source.readDescription(keys)
        source.readRequest(keys)
        source.polling.read(keys) { SourceKey(rawValue: $0.rawValue) }
        source.articles.read(keys) { SourceKey(rawValue: $0.rawValue) }
        source.polling.checkPace(keys) { SourceKey(rawValue: $0.rawValue) }
        if source.polling.maximumBodyBytes > polling.bodiesInMemoryBytes, let node = keys[.maxBody] {
            document.report(node.place, "max_body is above polling.bodies_in_memory", "raise bodies_in_memory as well")
        }
        if let contact = keys.read(.contact, { $0.contact() }), source.polling.userAgent.isEmpty {
            source.polling.userAgent = "wirespool (+\(contact))"
        }
        return source
    }
}

extension SourceID {
    /// The nearest identifier to a text: lower case, every other character a hyphen.
    static func meant(by text: String) -> String {
        let cleaned = text.lowercased().unicodeScalars.map { scalar -> Character in
            SourceID(String(scalar)) != nil || "._-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
        }
        let trimmed = String(cleaned.drop { "._-".contains($0) }.prefix(64))
        return SourceID(trimmed)?.rawValue ?? "a-name"
    }
}

extension Source {
    fileprivate mutating func readDescription(_ keys: MappingReader<SourceKey>) {
        keys.read(.name, into: &name) { $0.line(example: "Example News", limit: 512) }
        keys.read(.kind, into: &kind) { value in
            guard let kind = value.choice(SourceKind.self) else { return nil }
            guard kind != .has else {
                value.report(
                    "'\(kind.rawValue)' is not available in this version, which polls feeds, sitemaps and pages",
                    "write kind: feed and a feed's url")
                return nil
            }
            return kind
        }
        keys.read(.language, into: &language) { $0.languageTag() }
        keys.read(.timezone, into: &timezone) { $0.timezone() }
        keys.read(.agency, into: &agency) { $0.line(example: "Example Agency", limit: 512) }
        keys.read(.subjects, into: &subjects) {
            $0.list(limit: 100, example: "economy")?.compactMap { $0.line(example: "economy", limit: 512) }
        }
        keys.read(.keep, into: &keep) { $0.patterns() }
        keys.read(.drop, into: &drop) { $0.patterns() }
        keys.read(.extract, into: &extract) { value in
            guard let fields = MappingReader<ExtractKey>(value.node, "extract", in: value.document) else { return nil }
            var paths: [String: String] = [:]
            for field in ExtractKey.allCases {
                paths[field.rawValue] = fields.read(field) { $0.xpath() }
            }
            return paths
        }
        keys.read(.links, into: &links) { $0.xpath() }
        if links != nil, kind != .page, let node = keys[.links] {
            keys.document.report(node.place, "links: is for kind: page", "write kind: page, or remove the line")
        }
        keys.read(.formerly, into: &formerly) { $0.sourceID() }
        keys.read(.enabled, into: &isEnabled) { $0.boolean() }
    }

    fileprivate mutating func readRequest(_ keys: MappingReader<SourceKey>) {
        keys.read(.proxy, into: &proxy) { $0.proxyURL() }
        keys.read(.headers, into: &headers) { $0.headerFields() }
        keys.read(.auth, into: &authentication) { value -> Authentication? in
            guard let kinds = MappingReader<AuthKey>(value.node, "auth", in: value.document) else { return nil }
            if let node = kinds[.basic], kinds[.bearer] != nil {
                value.document.report(node.place, "auth: holds basic and bearer", "keep one of them")
                return nil
            }
            let basic: Authentication? = kinds.read(.basic) { $0.basic() }
            let bearer: Authentication? = kinds.read(.bearer) { $0.bearer() }
            if kinds[.basic] == nil, kinds[.bearer] == nil, !value.node.isNothing {
                value.report("names neither basic nor bearer", "write basic: {username: NAME, password_file: FILE}")
            }
            return kinds[.basic] == nil ? bearer : basic
        }
        keys.read(.tls, into: &tls) { $0.tls() }
        if authentication != nil, headers.first(named: "Authorization") != nil, let node = keys[.auth] {
            keys.document.report(node.place, "auth: and an Authorization header are given", "keep one of them")
        }
    }
}

extension Value {
    func sourceID() -> SourceID? {
        guard let text = text(example: "example-news") else { return nil }
        if let id = SourceID(text) { return id }
        report(
            "'\(YAMLDocument.shortened(text))' is not an id: a–z, 0–9, '.', '_' and '-', a letter or digit first, 64 at most",
            "write \(SourceID.meant(by: text))")
        return nil
    }

    /// A language tag by its form (RFC 5646 section 2.1); that it is registered is not asked.
    private static func isLanguageTag(_ text: String) -> Bool {
        let subtags = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let primary = subtags.first, (2...8).contains(primary.utf8.count),
            primary.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) && $0 >= 0x41 })
        else { return false }
        return subtags.dropFirst().allSatisfy { subtag in
            (1...8).contains(subtag.utf8.count)
                && subtag.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 >= 0x41 && (0x61...0x7A).contains($0 | 0x20) }
        } && text.utf8.count <= 64
    }

    fileprivate func languageTag() -> String? {
        guard let text = text(example: "ar") else { return nil }
        if Value.isLanguageTag(text) { return text }
        let meant = text.replacing("_", with: "-")
        report(
            "'\(YAMLDocument.shortened(text))' is not a language tag of BCP 47",
            Value.isLanguageTag(meant) ? "write \(meant)" : "such as ar, tr or pt-BR")
        return nil
    }

    func timezone() -> String? {
        guard let text = text(example: "Europe/Istanbul") else { return nil }
        let isName = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || $0 >= 0x41 && (0x61...0x7A).contains($0 | 0x20) || [0x2F, 0x2B, 0x2D, 0x5F].contains($0)
        }
        // Foundation takes abbreviations and GMT+3 as well; they are no zones.
        if isName, text == "UTC" || text.contains("/"), !text.hasPrefix("/"), TimeZone(identifier: text) != nil { return text }
        let names = TimeZone.knownTimeZoneIdentifiers
        let lowered = text.lowercased().replacing(" ", with: "_")
        let near = names.first { $0.lowercased() == lowered || $0.lowercased().hasSuffix("/" + lowered) } ?? nearest(text, among: names)
        report("'\(YAMLDocument.shortened(text))' is not an IANA time zone", "write \(near ?? "a name such as Europe/Istanbul, or UTC")")
        return nil
    }

    /// `url`, `headline` or `subject` → a regular expression or a list of them.
    fileprivate func patterns() -> [EntryPattern]? {
        guard let keys = MappingReader<PatternKey>(node, name, in: document) else { return nil }
        var patterns: [EntryPattern] = []
        for property in EntryPattern.Property.allCases {
            guard let key = PatternKey(rawValue: property.rawValue), let node = keys[key] else { continue }
            let value = Value(node: node, name: key.rawValue, document: document)
            let items: [Value]
            if case .scalar = node { items = [value] } else { items = value.list(limit: 200, example: "\"/sport/\"") ?? [] }
            patterns += items.compactMap { item in
                item.regularExpression().map { EntryPattern(property: property, pattern: $0) }
            }
        }
        return patterns
    }

    private func regularExpression() -> String? {
        guard let text = line(example: "\"/sport/\"", limit: 1000) else { return nil }
        guard (try? NSRegularExpression(pattern: text)) != nil else {
            report(
                "'\(YAMLDocument.shortened(text))' is not a regular expression", "put \\ before ( ) [ ] { } * + ? . that mean themselves")
            return nil
        }
        return text
    }

    fileprivate func basic() -> Authentication? {
        guard let keys = MappingReader<BasicKey>(node, "basic", in: document) else { return nil }
        let username = keys.read(.username) { value -> String? in
            guard let text = value.line(example: "NAME", limit: 256) else { return nil }
            // RFC 7617 section 2: the first colon ends the name.
            if text.contains(":") { value.report("cannot hold a colon", "write the name alone") }
            return text
        }
        let file = keys.read(.passwordFile) { $0.secretFile(example: "/etc/wirespool/NAME.password") }
        if keys[.username] == nil { report("has no username", "write username: NAME") }
        if keys[.passwordFile] == nil { report("has no password_file", "write password_file: FILE") }
        guard let username, let file else { return nil }
        return .basic(username: username, passwordFile: file)
    }

    fileprivate func bearer() -> Authentication? {
        guard let keys = MappingReader<BearerKey>(node, "bearer", in: document) else { return nil }
        if keys[.tokenFile] == nil { report("has no token_file", "write token_file: FILE") }
        return keys.read(.tokenFile) { $0.secretFile(example: "/etc/wirespool/NAME.token") }.map { .bearer(tokenFile: $0) }
    }
}
