import Markup
import NewsModel

/// What a picture is called at whatever size: publishers write the size, the cut and the manner into the address, each in a way of its own.
enum PictureName {
    /// What two addresses of one picture share.
    ///
    /// That is the file's name without sizes, with the month of its folder and the folder right above where that has the form of an
    /// identifier. Where the name is one that other pictures may have (`large.jpg`, `5472.jpg`), the last folders tell, and where it has no
    /// format either (`image.php?id=5`), the query. What the path begins with is left out: it is another where a service makes the sizes.
    /// In doubt two pictures are two.
    static func name(of url: URLReference) -> String {
        let url = original(in: url.query) ?? url
        return name(of: url, folders: folders(of: url))
    }

    private static func folders(of url: URLReference) -> [Substring] {
        var folders = Array(url.path.split(separator: "/").suffix(24))
        // What stands behind a file is made of it.
        if let file = folders.firstIndex(where: hasFormat) { folders.removeSubrange((file + 1)...) }
        // Drupal puts what it makes into `styles/large/public` beside the originals.
        if let style = folders.firstIndex(of: "styles"), style + 3 < folders.count, ["public", "private"].contains(folders[style + 2]) {
            folders.removeSubrange(style...style + 2)
        }
        return folders
    }

    private static func name(of url: URLReference, folders: [Substring]) -> String {
        guard let file = folders.last else { return url.description }
        let items = (url.query ?? "").split { $0 == "&" || $0 == ";" }.filter { !tellsManner($0) }
        let (words, isFile) = (words(of: file), hasFormat(file))
        let telling = isFile ? [] : items.filter { !mayTellManner($0) }
        let above = folders.dropLast().filter { !isTransformation($0) }.map { self.words(of: $0, isFolder: true) }.filter { !$0.isEmpty }
        let name = words.joined(separator: "-")
        if isOwn(words, isFile: isFile), telling.isEmpty || digits(of: words) >= 5 {
            let identifier = above.last.flatMap { $0.contains(where: isIdentifier) ? $0.joined(separator: "-") : nil }
            return [name, month(in: folders), identifier].compactMap { $0 }.joined(separator: " ")
        }
        if isFile, words.contains(where: { !isCommon($0) && $0.unicodeScalars.count >= 5 }) {
            return (above.last?.joined(separator: "-") ?? "") + "/" + name
        }
        let parts = above.map { $0.joined(separator: "-") } + [words.isEmpty && !isFile ? file.lowercased() : name]
        let place = parts.filter { !$0.isEmpty }.suffix(3).joined(separator: "/")
        let key = place + "?" + (telling.isEmpty && !isFile ? items : telling).joined(separator: "&")
        return key == "?" ? url.path : key
    }

    /// The address of the picture that a service is asked to make another of: `?url=https%3A%2F%2Fpictures.example%2Fa.jpg`.
    private static func original(in query: String?) -> URLReference? {
        guard let query, query.utf8.count <= 4_000 else { return nil }
        for item in query.split(separator: "&") {
            guard let end = item.firstIndex(of: "="), ["url", "src", "image", "img", "u"].contains(item[..<end].lowercased()) else {
                continue
            }
            var value = String(item[item.index(after: end)...])
            for (escape, mark) in [("%3A", ":"), ("%2F", "/"), ("%3F", "?"), ("%3a", ":"), ("%2f", "/"), ("%3f", "?")] {
                value = value.replacing(escape, with: mark)
            }
            if let url = URLReference(value), url.path.split(separator: "/").contains(where: hasFormat) { return url }
        }
        return nil
    }

    /// The words of a name, without sizes; all of them where there is nothing else but one that may be a number (`w10.jpg`).
    private static func words(of name: Substring, isFolder: Bool = false) -> [String] {
        let all = name.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }.filter { !formats.contains($0) }
        let digits = all.filter { $0.utf8.allSatisfy(\.isDigit) }
        // A cut: `0_180_5472_3283`.
        if digits.count >= 3, digits.count == all.count, name.holds("_") || name.holds(",") { return [] }
        // Behind a width stands what else is made of it: `_w1280_r1.77_fpx50`.
        let end = all.firstIndex { $0.hasPrefix("w") && isSize($0) } ?? all.endIndex
        func isMark(_ word: String) -> Bool {
            let number = word.drop { $0.isLetter }
            return !number.isEmpty && number.utf8.allSatisfy(\.isDigit) && word.count - number.count <= 3
        }
        let isCut = end > 0 && all[end...].allSatisfy(isMark)
        return (isCut ? all[..<end] : all[...]).filter { !isSize($0, isFolder: isFolder) }
    }

    /// Whether words tell one picture from others by themselves: a number of some length, or several words.
    private static func isOwn(_ words: [String], isFile: Bool) -> Bool {
        let own = words.filter { !isCommon($0) }
        guard own.reduce(0, { $0 + $1.unicodeScalars.count }) >= 5 else { return false }
        return digits(of: own) >= 5 || own.count >= 2 && (isFile || digits(of: own) >= 1)
    }

    private static func isCommon(_ word: String) -> Bool {
        var word = word[...]
        while let last = word.last, last.isNumber { word.removeLast() }
        return common.contains(String(word))
    }

    /// Whether a word of a folder is a name that a program made: digits among letters, which name no rendition.
    private static func isIdentifier(_ word: String) -> Bool {
        word.utf8.count >= 6 && word.utf8.contains(where: \.isDigit) && word.contains(where: \.isLetter) && !isRendition(word)
    }

    /// Whether a word is a name with a size or a ratio behind it: `large2x`, `crop16x9`, `w1200h630`, `article800`, `s1200d`.
    private static func isRendition(_ word: String) -> Bool {
        var size = word.utf8.drop { !$0.isDigit }
        // A letter may tell the manner.
        if size.count >= 4, size.last?.isDigit == false { size.removeLast() }
        let sides = size.split(omittingEmptySubsequences: false) { "xh".utf8.contains($0) }
        let isNumber = sides[0].count <= 4 && sides.count == 1 && renditions.contains(word.prefix { $0.isLetter }.lowercased())
        let isFactor = sides.count == 2 && sides[0].count == 1 && sides[1].isEmpty
        let isRectangle = sides.count == 2 && sides.allSatisfy { (1...4).contains($0.count) }
        return sides.joined().allSatisfy(\.isDigit) && (isNumber || isFactor || isRectangle)
    }

    private static let renditions: Set = [
        "w", "h", "s", "width", "size", "article", "opengraph", "og", "social", "large", "medium", "small", "thumb", "crop", "fit", "max",
        "full", "square",
        "hero", "teaser", "wide",
    ]

    private static func digits(of words: [String]) -> Int { words.map { $0.utf8.count(where: \.isDigit) }.max() ?? 0 }

    private static func hasFormat(_ file: Substring) -> Bool {
        guard let dot = file.lastIndex(of: ".") else { return false }
        return formats.contains(file[file.index(after: dot)...].prefix { $0.isLetter }.lowercased())
    }

    /// Year and month of the folders `2026/03` or `2026-03`.
    private static func month(in folders: [Substring]) -> String? {
        for (folder, next) in zip(folders, folders.dropFirst()) {
            guard let year = Int(folder.prefix(4)), (2001...2047).contains(year) else { continue }
            if folder.count == 7, folder.dropFirst(4).first == "-" { return String(folder) }
            if folder.count == 4 { return next.count == 2 && Int(next) != nil ? "\(folder)-\(next)" : String(folder) }
        }
        return nil
    }

    private static func tellsManner(_ item: Substring) -> Bool {
        let end = item.firstIndex(of: "=") ?? item.endIndex
        return manners.contains(item[..<end].lowercased())
            || end < item.endIndex && isSize(item[item.index(after: end)...].lowercased())
    }

    private static func mayTellManner(_ item: Substring) -> Bool {
        possibleManners.contains(item.prefix { $0 != "=" }.lowercased())
    }

    /// Whether a folder says what is to be made of the picture: `w_300,h_200`, `c_fill`, `w1200-h630-p-k-no-nu`.
    private static func isTransformation(_ folder: Substring) -> Bool {
        let parts = folder.split(separator: "-").map { $0.lowercased() }
        func isSide(_ word: String) -> Bool { word.first.map("whs".contains) == true && isSize(word, isFolder: true) }
        if let first = parts.first, isSide(first), parts.allSatisfy({ isSide($0) || $0.count <= 2 }) { return true }
        let marks = folder.split(separator: ",").map { $0.prefix { $0 != "_" } }
        return folder.holds("_") && marks.allSatisfy { transformations.contains(String($0)) }
    }

    /// Whether a word is a size: `300x200`, `2x`, `w300`, `300px`, `large`; in a folder `s640` too, which in a file's name may be a model's.
    private static func isSize(_ word: String, isFolder: Bool = false) -> Bool {
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
        if number.endIndex == word.endIndex, let first = number.first, (isFolder ? "whs" : "wh").contains(first) { number.removeFirst() }
        // Of two digits it may be a number of its own: `w10`.
        return number.utf8.count < word.utf8.count && number.utf8.count >= 3 && number.utf8.allSatisfy(\.isDigit)
    }

    private static let formats = Set(words: "jpg jpeg jpe png webp avif gif heic tif tiff bmp mp4 m4v webm mov m3u8 mp3 m4a ogg aac")
    private static let sizes = Set(words: "small medium large thumb thumbs thumbnail thumbnails original full scaled mini xs sm md lg xl")
    /// Words of many pictures' names.
    private static let common = Set(
        words:
            """
            image images img photo photos picture pictures pic foto bild video film audio media master default main cover header hero lead top
            teaser banner poster preview social share file download upload index view display render resize show untitled design unnamed
            screenshot figure article gallery landscape portrait playlist episode before after
            """)
    private static let transformations = Set(words: "a ar b c co dpr e f fl g h l o q r t w x y z")
    /// Of a query, what tells how a picture is wanted, not which.
    private static let manners = Set(
        words: "w h width height wid hei q quality size sz resize fit crop scale dpr auto format fm mode rect strip ssl zoom itok")
    /// And what tells either.
    private static let possibleManners = Set(words: "s sig token auth signature v ver version t ts cb rev")
}
