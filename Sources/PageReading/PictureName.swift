import Markup
import NewsModel

/// What a picture is called at whatever size: publishers write the size into the address.
enum PictureName {
    /// The end of an address's path and its query, without sizes, formats and signatures: two pictures with one name are one.
    ///
    /// What the path begins with is left out: it is another where a service makes the sizes.
    static func name(of url: URLReference) -> String {
        let folders = url.path.split(separator: "/")
        var parts: [String] = []
        for (index, folder) in folders.enumerated().suffix(12) where index + 1 == folders.count || !isTransformation(folder) {
            let words = folder.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }.filter { !isSize($0) }
            if !words.isEmpty { parts.append(words.joined(separator: "-")) }
        }
        let items = (url.query ?? "").split(separator: "&").filter { item in
            let end = item.firstIndex(of: "=") ?? item.endIndex
            return !manners.contains(item[..<end].lowercased())
                && !(end < item.endIndex && isSize(item[item.index(after: end)...].lowercased()))
        }
        if parts.isEmpty, items.isEmpty { return url.path }
        return parts.suffix(3).joined(separator: "/") + "?" + items.joined(separator: "&")
    }

    /// The widest picture of a `srcset` (HTML, section 4.8.4.2.1).
    static func widest(of set: String) -> String? {
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

    /// Whether a folder says what is to be made of the picture: `w_300,h_200`, `c_fill`.
    private static func isTransformation(_ folder: Substring) -> Bool {
        let marks = folder.split(separator: ",").map { $0.prefix { $0 != "_" } }
        return folder.holds("_") && marks.allSatisfy { transformations.contains(String($0)) }
    }

    /// Whether a word is a size or a format: `300x200`, `2x`, `w300`, `300px`, `large`.
    private static func isSize(_ word: String) -> Bool {
        if sizes.contains(word) { return true }
        guard word.utf8.count <= 12, word.utf8.contains(where: \.isDigit) else { return false }
        let sides = word.split(separator: "x", omittingEmptySubsequences: false)
        if sides.count == 2, sides.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }) { return true }
        var number = word[...]
        if number.hasSuffix("px") {
            number = number.dropLast(2)
        } else if let last = number.last, "wh".contains(last) {
            number.removeLast()
        }
        if number.endIndex == word.endIndex, let first = number.first, "wh".contains(first) { number.removeFirst() }
        return number.utf8.count < word.utf8.count && number.utf8.count >= 2 && number.utf8.allSatisfy(\.isDigit)
    }

    private static let sizes = Set(
        words:
            "small medium large thumb thumbnail thumbnails original full scaled mini xs sm md lg xl jpg jpeg png webp avif gif")
    private static let transformations = Set(words: "a ar b c co dpr e f fl g h l o q r t w x y z")
    /// Of a query, what tells how a picture is wanted, not which.
    private static let manners = Set(
        words:
            """
            w h width height wid hei q quality size sz resize fit crop scale dpr auto format fm mode rect strip ssl zoom s sig itok token auth
            signature v ver version t ts cb rev
            """)
}
