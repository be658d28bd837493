import NewsModel

/// Values that name a place: paths, URLs, addresses.
extension Value {
    /// A path, made absolute by the directory of the file it stands in.
    func path(example: String, limit: Int = 4095) -> String? {
        guard let text = line(example: example, limit: limit) else { return nil }
        guard !text.contains("${") else {
            report("a path cannot hold ${…}", "write \(name): \(example)")
            return nil
        }
        return absolute(text)
    }

    /// The path of a file that holds a secret; `${credential:NAME}` stays as it is.
    func secretFile(example: String) -> String? {
        guard let text = line(example: example, limit: 4095) else { return nil }
        guard text.contains("${") else { return absolute(text) }
        guard let parts = try? SecretResolver.parts(of: text), parts.count == 1, case .credential? = parts.first else {
            report("neither a path nor a credential", "write \(name): \(example), or \(name): ${credential:NAME}")
            return nil
        }
        return text
    }

    private func absolute(_ text: String) -> String {
        var path = text.hasPrefix("/") ? text : document.directory + "/" + text
        while path.hasSuffix("/"), path.utf8.count > 1 { path.removeLast() }
        return path
    }

    /// The path in `sqlite:///absolute` or, relative to the file it stands in, `sqlite:relative`.
    func databasePath() -> String? {
        let example = "sqlite:///var/lib/wirespool/ledger.db"
        guard let text = line(example: example) else { return nil }
        guard let reference = URLReference(text), reference.scheme == "sqlite", (reference.host ?? "").isEmpty, reference.userInfo == nil,
            reference.port == nil, reference.query == nil, reference.fragment == nil, !reference.path.isEmpty, reference.path != "/"
        else {
            report(
                "'\(YAMLDocument.shortened(text))' does not name an SQLite database",
                text.hasPrefix("/") ? "write sqlite://\(text)" : "write \(example)")
            return nil
        }
        return absolute(reference.path)
    }

    /// An `http` or `https` URL, credentials unresolved.
    func webURL() -> String? {
        guard let text = line(example: "https://example.org/feed.xml", limit: 8192),
            let reference = reference(text, schemes: ["https", "http"], example: "https://example.org/feed.xml")
        else { return nil }
        if reference.host == "credential" {
            report("a credential cannot be the host", "write the host's name")
            return nil
        }
        return text
    }

    /// A proxy's URL; empty for none.
    func proxyURL() -> String? {
        let example = "http://proxy.example.org:3128"
        guard let text = line(example: example, mayBeEmpty: true) else { return nil }
        if text.isEmpty { return text }
        guard let reference = reference(text, schemes: ["http", "https", "socks4a", "socks5h"], example: example) else { return nil }
        guard ["", "/"].contains(reference.path), reference.query == nil, reference.fragment == nil else {
            report("a proxy is a scheme, a host and a port alone", "write \(example)")
            return nil
        }
        return text
    }

    /// What is wrong is told without the URL itself where that could show a secret.
    private func reference(_ text: String, schemes: [String], example: String) -> URLReference? {
        guard let plain = SecretResolver.withPlaceholders(text) else {
            report("${…} is not a credential", "write ${credential:NAME}, NAME of letters, digits, '.', '_' and '-'")
            return nil
        }
        guard let reference = URLReference(plain) else {
            report("not a URL", "write \(example)")
            return nil
        }
        guard let scheme = reference.scheme, schemes.contains(scheme), reference.host != nil || plain.contains("//") else {
            let shown = reference.userInfo == nil && !plain.contains("@") ? "'\(YAMLDocument.shortened(text))'" : "it"
            let isBare = reference.scheme == nil && !plain.hasPrefix("/") && plain.contains(".") && !plain.contains("@")
            let meant =
                isBare
                ? "write https://\(YAMLDocument.shortened(text))" : "begin it with " + schemes.map { "\($0)://" }.joined(separator: " or ")
            report("\(shown) is not a URL of \(schemes.joined(separator: ", "))", meant)
            return nil
        }
        guard let host = reference.host, !host.isEmpty, host.contains(where: { $0 != "." }), !plain.contains(where: \.isWhitespace) else {
            report("not a URL with a host", "write \(example)")
            return nil
        }
        if hasClearPassword(text) {
            report("a password stands in the URL", secretHint)
            return nil
        }
        return reference
    }

    private func hasClearPassword(_ text: String) -> Bool {
        // The authority as it stands: credentials hold a colon of their own.
        guard let parts = try? SecretResolver.parts(of: text) else { return false }
        let marked = parts.map { if case .text(let literal) = $0 { literal } else { "\u{1}" } }.joined()
        guard let userInfo = URLReference(marked)?.userInfo, let colon = userInfo.firstIndex(of: ":") else { return false }
        let password = userInfo[userInfo.index(after: colon)...]
        return !password.isEmpty && password != "\u{1}"
    }

    /// A CIDR block.
    func block() -> String? {
        guard let text = line(example: "10.0.0.0/8", limit: 100) else { return nil }
        switch NetworkAddresses.block(text) {
        case .valid: return text
        case .invalid(let meant):
            report("'\(YAMLDocument.shortened(text))' is not a CIDR block", "write \(meant ?? "a block such as 10.0.0.0/8 or fd00::/8")")
            return nil
        }
    }

    /// `unix:` and a path, or a host and a port.
    func listener() -> AdminListener? {
        let example = "unix:/run/wirespool/admin.sock"
        guard let text = line(example: example) else { return nil }
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard !path.isEmpty, path != "/" else {
                report("'unix:' names no socket", "write \(example)")
                return nil
            }
            let whole = absolute(path.hasPrefix("//") ? String(path.dropFirst(2)) : path)
            guard whole.utf8.count <= 107 else {
                report("the socket's path has \(whole.utf8.count) bytes", "107 at most")
                return nil
            }
            return .unix(whole)
        }
        if let (host, port) = NetworkAddresses.hostAndPort(text) { return .tcp(host: host, port: port) }
        let shown = YAMLDocument.shortened(text)
        let meant =
            text.hasPrefix("/")
            ? "unix:\(shown)" : Quantities.digits(text.drop { $0 == ":" }) != nil ? "127.0.0.1:\(text.drop { $0 == ":" })" : nil
        report("'\(shown)' is not a place to listen", "write \(meant ?? example + " or 127.0.0.1:9464")")
        return nil
    }
}
