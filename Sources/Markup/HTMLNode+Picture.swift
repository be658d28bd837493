extension HTMLNode {
    /// The address of an `img`'s picture as it stands, wherever a page keeps it: one that is loaded late before what takes its place until
    /// then, the widest of several; nil where there is none but data.
    public var pictureAddress: String? {
        let late = ["data-src", "data-original", "data-lazy-src"].lazy.compactMap { attribute($0).flatMap(HTMLNode.address) }.first
        if let late = late ?? widest(of: HTMLNode.lateSets) { return late }
        let shown = self[.src].flatMap(HTMLNode.address)
        if let shown, !HTMLNode.isStandIn(shown) { return shown }
        // `picture` offers the same one in several ways, before the `img` that ends it.
        let offers = parent.flatMap { $0.tag == .picture ? $0.children.prefix(8).filter { $0.tag == .source } : nil } ?? []
        return ([self] + offers).lazy.compactMap { $0.widest(of: ["srcset"] + HTMLNode.lateSets) }.first ?? shown
    }

    private func widest(of sets: [String]) -> String? {
        sets.lazy.compactMap { attribute($0).flatMap(HTMLNode.widest).flatMap(HTMLNode.address) }.first
    }

    private static let lateSets = ["data-srcset", "data-lazy-srcset"]

    /// An address as it stands in an attribute for one; nil of data, and of what leads to the page itself.
    private static func address(_ value: String) -> String? {
        // Some write the list for several widths there.
        let address = value.holds("w, ") ? widest(of: value) ?? value : value
        return !address.utf8.contains { $0 > 0x20 } || address.hasPrefix("#") || address.utf8.prefix(5).elementsEqual("data:".utf8)
            ? nil : address
    }

    /// Whether an address is that of a small or empty picture, shown until the real one is loaded.
    private static func isStandIn(_ address: String) -> Bool {
        if ["placeholder", "blank.", "spacer.", "transparent.", "1x1.", "lqip"].contains(where: address.holds) { return true }
        return address.prefix(2_000).split { $0 == "?" || $0 == "&" }.dropFirst().contains { item in
            let pair = item.split(separator: "=", maxSplits: 1)
            return pair.count == 2 && ["w", "width"].contains(pair[0]) && Int(pair[1]).map { $0 <= 120 } ?? false
        }
    }

    /// The widest picture of a `srcset` (HTML, section 4.8.4.2.1).
    private static func widest(of set: String) -> String? {
        var best: (url: Substring, size: Double)?
        var open: Substring?
        func close(_ size: Double) {
            if let url = open, best.map({ size > $0.size }) ?? true { best = (url, size) }
            open = nil
        }
        for word in set.unicodeScalars.prefix(20_000).split(whereSeparator: { $0.properties.isWhitespace }).map({ Substring($0) }) {
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
}
