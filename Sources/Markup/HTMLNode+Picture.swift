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
        let sources = parent.children.prefix(8).prefix { $0.tag != .img }
        guard sources.count < 8, parent.children.first(where: { $0.tag == .img }) == self else { return nil }
        return sources.lazy.filter { $0.tag == .source }.compactMap { $0.widest(of: ["srcset"] + HTMLNode.lateSets) }.first
    }

    private func widest(of sets: [String]) -> String? {
        sets.lazy.compactMap { attribute($0).flatMap(HTMLNode.widest).flatMap(HTMLNode.address) }.first
    }

    private static let lateSets = ["data-srcset", "data-lazy-srcset"]

    /// An address as it stands in an attribute for one; nil of data, of what leads to the page itself, and of what a program has yet to fill.
    private static func address(_ value: String) -> String? {
        // Some write the list for several widths there.
        let address = value.holds("w, ") ? widest(of: value) ?? value : value
        let isHTTP = address.hasPrefix("http:") || address.hasPrefix("https:")
        guard isHTTP || !address.prefix(while: { $0 != "/" && $0 != "?" }).contains(":"), !address.hasPrefix("#"),
            address.contains(where: { $0 == "/" || $0 == "." }), !address.contains(where: { $0 == "{" || $0 == "}" || $0 == "\"" })
        else { return nil }
        return address
    }

    /// Whether an address is that of a small or empty picture, shown until the real one is loaded.
    private static func isStandIn(_ address: String) -> Bool {
        if standIns.contains(where: address.holds) { return true }
        return address.prefix(2_000).split { $0 == "?" || $0 == "&" }.dropFirst().contains { item in
            let pair = item.split(separator: "=", maxSplits: 1)
            return pair.count == 2 && ["w", "width"].contains(pair[0]) && Int(pair[1]).map { $0 <= 120 } ?? false
        }
    }

    private static let standIns = ["placeholder", "blank.", "spacer.", "transparent.", "1x1.", "lqip", "loading.", "loader."]

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
