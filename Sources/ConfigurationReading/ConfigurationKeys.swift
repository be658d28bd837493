/// The keys a mapping of the configuration may have: the one list that the reader, the schema and the tests go by.
protocol ConfigurationKey: RawRepresentable, CaseIterable, Hashable where RawValue == String {}

enum RootKey: String, ConfigurationKey {
    case spool, ledger, polling, articles, network, log, admin, include, rules, sources
}

/// The key of an included file.
enum IncludedKey: String, ConfigurationKey { case sources }

enum SpoolKey: String, ConfigurationKey {
    case directory
    case minFree = "min_free"
    case retention
    case retentionSize = "retention_size"
    case consumers
    case consumerIdle = "consumer_idle"
}

enum LedgerKey: String, ConfigurationKey { case url }

enum PollingKey: String, ConfigurationKey {
    case interval
    case minInterval = "min_interval"
    case maxInterval = "max_interval"
    case jitter, transfers
    case bodiesInMemory = "bodies_in_memory"
    case transfersPerHost = "transfers_per_host"
    case delayPerHost = "delay_per_host"
    case connectTimeout = "connect_timeout"
    case timeout
    case maxBody = "max_body"
    case redirects
    case userAgent = "user_agent"
    case contact
    case retryScope = "retry_scope"
    case refreshAfter = "refresh_after"
    case budget
}

enum ArticlesKey: String, ConfigurationKey {
    case fullText = "full_text"
    case fullTextWait = "full_text_wait"
    case backfill
    case duplicateWindow = "duplicate_window"
    case nearDuplicates = "near_duplicates"
}

enum NetworkKey: String, ConfigurationKey { case allow, proxy }

enum LogKey: String, ConfigurationKey { case level, destination }

enum AdminKey: String, ConfigurationKey { case listen }

/// The keys of one source; those of `polling` and `articles` have the same names there.
enum SourceKey: String, ConfigurationKey {
    case id, name, url, kind, language, timezone, agency, subjects, headers, auth, tls, proxy, keep, drop, extract, links, formerly, enabled
    case interval
    case minInterval = "min_interval"
    case maxInterval = "max_interval"
    case jitter
    case transfersPerHost = "transfers_per_host"
    case delayPerHost = "delay_per_host"
    case connectTimeout = "connect_timeout"
    case timeout
    case maxBody = "max_body"
    case redirects
    case userAgent = "user_agent"
    case contact
    case retryScope = "retry_scope"
    case refreshAfter = "refresh_after"
    case fullText = "full_text"
    case fullTextWait = "full_text_wait"
    case backfill
    case duplicateWindow = "duplicate_window"
    case nearDuplicates = "near_duplicates"
}

enum AuthKey: String, ConfigurationKey { case basic, bearer }

enum BasicKey: String, ConfigurationKey {
    case username
    case passwordFile = "password_file"
}

enum BearerKey: String, ConfigurationKey { case tokenFile = "token_file" }

enum TLSKey: String, ConfigurationKey {
    case caFile = "ca_file"
    case certificateFile = "certificate_file"
    case keyFile = "key_file"
}

enum PatternKey: String, ConfigurationKey { case url, headline, subject }

/// The fields of an article that an XPath may be given for.
enum ExtractKey: String, ConfigurationKey {
    case headline, subheadline, summary
    case bodyText = "body_text"
    case bodyHTML = "body_html"
    case byline, authors, agency, located, subjects, keywords, language
    case publishedAt = "published_at"
    case updatedAt = "updated_at"
    case media, rights
    case canonicalURL = "canonical_url"
}

/// The keys of one rule in a file of `rules`.
enum RuleKey: String, ConfigurationKey { case name, hosts, `class`, when, fields, body, remove, agency, timezone }

/// The key of a file of rules.
enum RuleFileKey: String, ConfigurationKey { case rules }

/// The fields of an article that a rule may tell, besides its body.
enum RuleFieldKey: String, ConfigurationKey {
    case headline, subheadline, summary, byline, authors, agency, located, subjects, keywords, language
    case publishedAt = "published_at"
    case updatedAt = "updated_at"
    case media, rights
    case canonicalURL = "canonical_url"
}

/// The key of a list of keys that is meant by a misspelt one; nil where none is near.
///
/// Method: Levenshtein distance over UTF-8 bytes, at most a third of the length and never above 3; else the one it begins.
func nearest(_ text: String, among known: [String]) -> String? {
    let limit = min(3, max(1, text.utf8.count / 3))
    let wanted = text.lowercased().replacing("-", with: "_")
    var best: (name: String, distance: Int)?
    for name in known {
        guard abs(name.utf8.count - wanted.utf8.count) <= limit else { continue }
        let distance = editDistance(Array(wanted.utf8), Array(name.utf8))
        if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
    }
    let beginning = known.filter { $0.hasPrefix(wanted) }
    return best?.name ?? (wanted.utf8.count >= 3 && beginning.count == 1 ? beginning.first : nil)
}

private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let substitution = diagonal + (x == y ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substitution, row[j] + 1, diagonal + 1)
        }
    }
    return row[b.count]
}
