import NewsModel
import Yams

/// The longest duration that is taken: a hundred years, in seconds.
private let century = 36_500 * 86_400

extension Configuration {
    mutating func readSections(_ root: MappingReader<RootKey>) {
        let document = root.document
        if let node = root[.spool], let keys = MappingReader<SpoolKey>(node, "spool", in: document) { spool.read(keys) }
        if let node = root[.ledger], let keys = MappingReader<LedgerKey>(node, "ledger", in: document) {
            keys.read(.url, into: &ledger.path) { $0.databasePath() }
        }
        if let node = root[.polling], let keys = MappingReader<PollingKey>(node, "polling", in: document) { polling.read(keys) }
        if let node = root[.articles], let keys = MappingReader<ArticlesKey>(node, "articles", in: document) { articles.read(keys) { $0 } }
        if let node = root[.network], let keys = MappingReader<NetworkKey>(node, "network", in: document) { network.read(keys) }
        if let node = root[.log], let keys = MappingReader<LogKey>(node, "log", in: document) { log.read(keys) }
        if let node = root[.admin], let keys = MappingReader<AdminKey>(node, "admin", in: document) { admin.read(keys) }
    }
}

extension SpoolSettings {
    fileprivate mutating func read(_ keys: MappingReader<SpoolKey>) {
        keys.read(.directory, into: &directory) { value in
            guard let path = value.path(example: "/var/spool/wirespool") else { return nil }
            if path == "/" { value.report("cannot be the root directory", "write a directory of its own") }
            return path
        }
        keys.read(.minFree, into: &minimumFreeBytes) { $0.size(0...(1 << 50)) }
        keys.read(.retention, into: &retention) { $0.duration(0...century) }
        keys.read(.retentionSize, into: &retentionBytes) { $0.size(0...(1 << 50)) }
        keys.read(.consumerIdle, into: &consumerIdle) { $0.duration(0...century) }
        keys.read(.consumers, into: &consumers) { value in
            var names: [String] = []
            for item in value.list(limit: 32, example: "indexer") ?? [] {
                guard let name = item.consumerName() else { continue }
                if names.contains(name) { item.report("'\(name)' is given twice", "keep one of them") }
                names.append(name)
            }
            return names
        }
    }
}

extension PollingSettings {
    fileprivate mutating func read(_ keys: MappingReader<PollingKey>) {
        policy.read(keys) { $0 }
        keys.read(.transfers, into: &transfers) { $0.integer(1...10_000) }
        keys.read(.budget, into: &budget) { $0.integer(0...100_000_000) }
        keys.read(.bodiesInMemory, into: &bodiesInMemoryBytes) { $0.size((1 << 20)...(1 << 40)) }
        keys.read(.contact, into: &contact) { $0.contact() }
        policy.checkPace(keys) { $0 }
        if policy.maximumBodyBytes > bodiesInMemoryBytes {
            let node = keys[.maxBody] ?? keys[.bodiesInMemory]
            keys.document.report(
                node?.place, "max_body \(Quantities.text(bytes: policy.maximumBodyBytes)) is above bodies_in_memory",
                "write bodies_in_memory: \(Quantities.text(bytes: policy.maximumBodyBytes)) or more")
        }
    }
}

extension PollingPolicy {
    /// Reads the keys of `polling` from it or from a source, whose keys have the same names.
    mutating func read<Key>(_ keys: MappingReader<Key>, _ key: (PollingKey) -> Key?) {
        func read<T>(_ name: PollingKey, into target: inout T, _ read: (Value) -> T?) {
            if let key = key(name) { keys.read(key, into: &target, read) }
        }
        let year = 365 * 86_400
        read(.interval, into: &interval) { $0.duration(1...year) }
        read(.minInterval, into: &minimumInterval) { $0.duration(1...year) }
        read(.maxInterval, into: &maximumInterval) { $0.duration(1...year) }
        read(.jitter, into: &jitter) { $0.share() }
        read(.transfersPerHost, into: &transfersPerHost) { $0.integer(1...64) }
        read(.delayPerHost, into: &delayPerHost) { $0.duration(0...3600) }
        read(.connectTimeout, into: &connectTimeout) { $0.duration(1...600) }
        read(.timeout, into: &timeout) { $0.duration(1...3600) }
        read(.maxBody, into: &maximumBodyBytes) { $0.size(1024...(1 << 30)) }
        read(.redirects, into: &redirects) { $0.integer(0...20) }
        read(.retryScope, into: &retryScope) { $0.choice(RetryScope.self) }
        read(.refreshAfter, into: &refreshAfter) { value in
            guard let duration = value.duration(0...year) else { return nil }
            if duration == .zero || duration >= .hours(24) { return duration }
            value.report(
                "refresh_after is below 24h: a publisher would be asked for the whole document too often", "write 24h or more, or 0s")
            return nil
        }
        read(.userAgent, into: &userAgent) { $0.line(example: "\"\"", mayBeEmpty: true, limit: 256) }
    }

    /// Reports an interval that is not between the smallest and the largest, where one of the three was written here.
    func checkPace<Key>(_ keys: MappingReader<Key>, _ key: (PollingKey) -> Key?) {
        func place(_ names: PollingKey...) -> Place? {
            names.compactMap { key($0).flatMap { keys[$0] } }.first?.place
        }
        func text(_ duration: Duration) -> String { Quantities.text(seconds: Int(duration.milliseconds / 1000)) }
        if minimumInterval > maximumInterval {
            guard let mark = place(.minInterval, .maxInterval) else { return }
            keys.document.report(
                mark, "min_interval \(text(minimumInterval)) is above max_interval \(text(maximumInterval))",
                "write min_interval: \(text(maximumInterval)) or less")
        } else if interval < minimumInterval, let mark = place(.interval, .minInterval) {
            keys.document.report(
                mark, "interval \(text(interval)) is below min_interval \(text(minimumInterval))",
                "write interval: \(text(minimumInterval)) or more, or set min_interval: \(text(interval)) as well")
        } else if interval > maximumInterval, let mark = place(.interval, .maxInterval) {
            keys.document.report(
                mark, "interval \(text(interval)) is above max_interval \(text(maximumInterval))",
                "write interval: \(text(maximumInterval)) or less, or set max_interval: \(text(interval)) as well")
        }
    }
}

extension ArticlePolicy {
    /// Reads the keys of `articles` from it or from a source, whose keys have the same names.
    mutating func read<Key>(_ keys: MappingReader<Key>, _ key: (ArticlesKey) -> Key?) {
        func read<T>(_ name: ArticlesKey, into target: inout T, _ read: (Value) -> T?) {
            if let key = key(name) { keys.read(key, into: &target, read) }
        }
        read(.fullText, into: &fullText) { $0.choice(FullText.self) }
        read(.fullTextWait, into: &fullTextWait) { $0.duration(0...(7 * 86_400)) }
        read(.backfill, into: &backfill) { value in
            switch value.node.scalar?.string {
            case "all": .all
            case "none": Backfill.none
            default: value.duration(0...century, or: "all, none, or ").map { .within($0) }
            }
        }
        read(.duplicateWindow, into: &duplicateWindow) { $0.duration(0...century) }
        read(.nearDuplicates, into: &nearDuplicates) { $0.choice(NearDuplicates.self) }
    }
}

extension NetworkSettings {
    fileprivate mutating func read(_ keys: MappingReader<NetworkKey>) {
        keys.read(.allow, into: &allow) { $0.list(limit: 10_000, example: "10.0.0.0/8")?.compactMap { $0.block() } }
        keys.read(.proxy, into: &proxy) { $0.proxyURL() }
    }
}

extension LogSettings {
    fileprivate mutating func read(_ keys: MappingReader<LogKey>) {
        keys.read(.level, into: &level) { $0.choice(Level.self) }
        keys.read(.destination, into: &destination) { value in
            if value.node.scalar?.string == "stdout" { return .stdout }
            guard let path = value.path(example: "stdout") else { return nil }
            if value.node.scalar?.string == "stderr" {
                value.report("'stderr' is not available", "write stdout or a file's path")
                return nil
            }
            return .file(path)
        }
    }
}

extension AdminSettings {
    fileprivate mutating func read(_ keys: MappingReader<AdminKey>) {
        keys.read(.listen, into: &listen) { value in
            if case .scalar = value.node, !value.node.isNothing { return value.listener().map { [$0] } }
            guard let items = value.list(limit: 64, example: "unix:/run/wirespool/admin.sock") else { return nil }
            var listeners: [AdminListener] = []
            for item in items {
                guard let listener = item.listener() else { continue }
                if listeners.contains(listener) { item.report("'\(listener)' is given twice", "keep one of them") }
                listeners.append(listener)
            }
            return listeners
        }
    }
}

extension Value {
    /// A directory of the spool that is a consumer's.
    func consumerName() -> String? {
        guard let text = line(example: "indexer", limit: 32) else { return nil }
        let own = ["new", "cur", "done", "failed", "tmp", "json"]
        guard !own.contains(text) else {
            report("'\(text)' is a name the spool uses itself", "write another, such as indexer")
            return nil
        }
        guard text.wholeMatch(of: /[a-z0-9_][a-z0-9_-]*/) != nil else {
            report("'\(YAMLDocument.shortened(text))' is no consumer's name", "use a–z, 0–9, '-' and '_', such as indexer")
            return nil
        }
        return text
    }

    /// A web page or a mail address.
    func contact() -> String? {
        let example = "https://example.org/wirespool"
        guard let text = line(example: example, limit: 256) else { return nil }
        let isWeb = URLReference(text)?.isHTTP == true
        let isMail = text.split(separator: "@", omittingEmptySubsequences: false).count == 2 && !text.hasPrefix("@") && !text.hasSuffix("@")
        guard isWeb || isMail, text.unicodeScalars.allSatisfy({ $0.isASCII && !" ()<>\"\\".unicodeScalars.contains($0) }) else {
            report("'\(YAMLDocument.shortened(text))' is neither a web page nor a mail address", "write \(example)")
            return nil
        }
        return text
    }
}
