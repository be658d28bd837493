import Foundation
public import NewsModel

extension Configuration {
    /// What a source says besides identifier, name and address, and otherwise than this configuration's own values: a JSON object such as
    /// a list holds, keys in order; empty where it says nothing.
    public func settings(of source: Source) -> String {
        var keys: [SourceKey: any Sendable] = [:]
        func put<T: Equatable>(_ key: SourceKey, _ value: T, default usual: T, _ written: (T) -> (any Sendable)?) {
            if value != usual { keys[key] = written(value) }
        }
        put(.kind, source.kind, default: .auto) { $0.rawValue }
        put(.language, source.language, default: nil) { $0 }
        put(.timezone, source.timezone, default: nil) { $0 }
        put(.agency, source.agency, default: nil) { $0 }
        put(.subjects, source.subjects, default: []) { $0 }
        put(.proxy, source.proxy, default: nil) { $0 }
        put(.links, source.links, default: nil) { $0 }
        put(.extract, source.extract, default: [:]) { $0 }
        put(.enabled, source.isEnabled, default: true) { $0 }
        put(.headers, source.headers, default: []) { fields in
            Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        put(.auth, source.authentication, default: nil) { authentication -> (any Sendable)? in
            switch authentication {
            case .basic(let username, let file)?: ["basic": ["username": username, "password_file": file]]
            case .bearer(let file)?: ["bearer": ["token_file": file]]
            case nil: nil
            }
        }
        put(.tls, source.tls, default: nil) { tls in
            let files: [(TLSKey, String?)] = [
                (.caFile, tls?.authoritiesFile), (.certificateFile, tls?.certificateFile), (.keyFile, tls?.keyFile),
            ]
            return Dictionary(files.compactMap { key, file in file.map { (key.rawValue, $0) } }, uniquingKeysWith: { first, _ in first })
        }
        for (key, patterns) in [(SourceKey.keep, source.keep), (.drop, source.drop)] {
            put(key, patterns, default: []) { patterns in
                Dictionary(grouping: patterns, by: \.property.rawValue).mapValues { $0.map(\.pattern) }
            }
        }
        let (own, usual) = (source.polling, polling.policy)
        func duration(_ key: SourceKey, _ value: Duration, _ usual: Duration) {
            put(key, value, default: usual) { Quantities.text(seconds: Int($0.milliseconds / 1000)) }
        }
        duration(.interval, own.interval, usual.interval)
        duration(.minInterval, own.minimumInterval, usual.minimumInterval)
        duration(.maxInterval, own.maximumInterval, usual.maximumInterval)
        duration(.delayPerHost, own.delayPerHost, usual.delayPerHost)
        duration(.connectTimeout, own.connectTimeout, usual.connectTimeout)
        duration(.timeout, own.timeout, usual.timeout)
        put(.jitter, own.jitter, default: usual.jitter) { "\(Int(($0 * 100).rounded()))%" }
        put(.transfersPerHost, own.transfersPerHost, default: usual.transfersPerHost) { $0 }
        put(.maxBody, own.maximumBodyBytes, default: usual.maximumBodyBytes) { Quantities.text(bytes: $0) }
        put(.redirects, own.redirects, default: usual.redirects) { $0 }
        put(.retryScope, own.retryScope, default: usual.retryScope) { $0.rawValue }
        duration(.refreshAfter, own.refreshAfter, usual.refreshAfter)
        put(.userAgent, own.userAgent, default: usual.userAgent) { $0 }
        put(.fullText, source.articles.fullText, default: articles.fullText) { $0.rawValue }
        duration(.fullTextWait, source.articles.fullTextWait, articles.fullTextWait)
        duration(.duplicateWindow, source.articles.duplicateWindow, articles.duplicateWindow)
        put(.backfill, source.articles.backfill, default: articles.backfill) { backfill in
            switch backfill {
            case .all: "all"
            case .none: "none"
            case .within(let duration): Quantities.text(seconds: Int(duration.milliseconds / 1000))
            }
        }
        put(.nearDuplicates, source.articles.nearDuplicates, default: articles.nearDuplicates) { $0.rawValue }
        guard !keys.isEmpty else { return "" }
        let object = Dictionary(keys.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
