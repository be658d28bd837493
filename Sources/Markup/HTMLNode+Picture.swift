extension HTMLNode {
    /// The address of an `img`'s picture as it stands, wherever a page keeps it: one that is loaded late before what takes its place until
    /// then, the widest of several; nil where there is none but data.
    public var pictureAddress: String? {
        let shown = self[.src].flatMap(HTMLNode.address)
        let late = ["data-src", "data-original", "data-lazy-src"].lazy.compactMap { attribute($0).flatMap(HTMLNode.address) }.first
        for address in [late, widest(of: HTMLNode.lateSets), shown] {
            if let address, !HTMLNode.isStandIn(address) { return address }
        }
        return widest(of: ["srcset"]) ?? offered ?? shown ?? late
    }

    /// What the `picture` offers whose `img` this is; it has one.
    private var offered: String? {
        guard let parent, parent.tag == .picture else { return nil }
        // Bounded, since each `img` of a `picture` asks; white space between the sources counts.
        let children = parent.children.prefix(HTMLNode.maximumOffers)
        guard children.first(where: { $0.tag == .img }) == self else { return nil }
        return children.lazy.prefix { $0.tag != .img }.filter { $0.tag == .source }
            .compactMap { $0.widest(of: ["srcset"] + HTMLNode.lateSets) }.first
    }

    private static let maximumOffers = 256

    private func widest(of sets: [String]) -> String? {
        sets.lazy.compactMap { attribute($0).flatMap(HTMLNode.widest).flatMap(HTMLNode.address) }.first
    }

    private static let lateSets = ["data-srcset", "data-lazy-srcset"]

    /// An address as it stands in an attribute for one; nil of data, of what leads to the page itself, and of what a program has yet to fill.
    private static func address(_ value: String) -> String? {
        // Some write the list for several widths there.
        let address = trimmed(value.holds("w, ") ? widest(of: value) ?? value : value)
        guard isHTTP(address), !address.hasPrefix("#"), address.utf8.contains(where: { "/.?".utf8.contains($0) }),
            !address.holds("\""), !isTemplate(address)
        else { return nil }
        return address
    }

    /// Without the white space around it, as HTML has addresses read (section 2.5.3).
    private static func trimmed(_ value: String) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B }
        guard [value.utf8.first, value.utf8.last].contains(where: { $0.map(isSpace) == true }) else { return value }
        let rest = value.utf8.drop(while: isSpace)
        return rest.lastIndex { !isSpace($0) }.map { String(decoding: rest[...$0], as: UTF8.self) } ?? ""
    }

    /// Whether an address has no scheme (RFC 3986, section 3.1) but those of the web: `harbour_16:9.jpg` has none.
    private static func isHTTP(_ address: String) -> Bool {
        let scheme = address.utf8.prefix { isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }
        guard scheme.endIndex < address.endIndex, address.utf8[scheme.endIndex] == UInt8(ascii: ":"), scheme.first.map(isLetter) == true
        else {
            return true
        }
        return ["http", "https"].contains(String(Substring(scheme)).lowercased())
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Whether a program has yet to fill an address in: `{width}`, `{{ photo.url_640 }}`. `{A1B2C3D4-11EF}` is an identifier.
    private static func isTemplate(_ address: String) -> Bool {
        address.utf8.split(separator: UInt8(ascii: "{"), omittingEmptySubsequences: false).dropFirst().contains { rest in
            let name = rest.prefix { $0 != UInt8(ascii: "}") }
            func isOfIdentifier(_ byte: UInt8) -> Bool {
                (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20) || byte == UInt8(ascii: "-")
            }
            return name.endIndex == rest.endIndex || name.count < 8 || !name.allSatisfy(isOfIdentifier)
        }
    }

    /// Whether an address is that of a small or empty picture, shown until the real one is loaded.
    private static func isStandIn(_ address: String) -> Bool {
        if standIns.contains(where: address.holds) || isLoading(address) { return true }
        return address.prefix(2_000).split { $0 == "?" || $0 == "&" }.dropFirst().contains { item in
            let pair = item.split(separator: "=", maxSplits: 1)
            return pair.count == 2 && ["w", "width"].contains(pair[0]) && Int(pair[1]).map { $0 <= 120 } ?? false
        }
    }

    private static let standIns = ["placeholder", "blank.", "spacer.", "transparent.", "1x1.", "lqip"]

    /// Whether a picture moves while another is loaded: `loading.png`, `preloader.gif`, and not `ship-loading.jpg`.
    private static func isLoading(_ address: String) -> Bool {
        let file = address.prefix(2_000).prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last?.lowercased() ?? ""
        guard let dot = file.lastIndex(of: ".") else { return false }
        let name = file[..<dot]
        let isDrawn = [".gif", ".svg"].contains(file[dot...])
        return isDrawn ? name.hasSuffix("loading") || name.hasSuffix("loader") : loadingNames.contains(String(name.filter(\.isLetter)))
    }

    private static let loadingNames: Set = [
        "loading", "loader", "preloader", "lazyloader", "pageloader", "imgloading", "imageloading", "lazyloading",
    ]

    /// The widest picture of a `srcset` (HTML, section 4.8.4.2.1); what is longer than that of any picture is not read to its end.
    private static func widest(of set: String) -> String? {
        var best: (url: Substring, size: Double)?
        var open: Substring?
        func close(_ size: Double) {
            if let url = open, best.map({ size > $0.size }) ?? true { best = (url, size) }
            open = nil
        }
        for word in set.utf8.prefix(maximumSet).split(whereSeparator: { $0 <= 0x20 }).map({ Substring($0) }) {
            var rest = word
            if open != nil {
                let descriptor = word.prefix { $0 != "," }
                let size = descriptor.last.map { "wxh".contains($0) } == true ? Double(descriptor.dropLast()) : nil
                close(size ?? 1)
                if size != nil { rest = word.dropFirst(descriptor.count).drop { $0 == "," } }
            }
            guard !rest.isEmpty else { continue }
            let url = rest.reversed().drop { $0 == "," }
            open = rest.prefix(url.count)
            if open?.isEmpty == true { open = nil }
            if url.count < rest.count { close(1) }
        }
        close(1)
        return best.map { String($0.url) }
    }

    /// Bytes: forty candidates with addresses of some length.
    private static let maximumSet = 8_192
}
