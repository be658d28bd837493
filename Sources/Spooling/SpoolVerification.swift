import NewsModel

/// Something that is not as it should be in a spool.
public struct SpoolFinding: Equatable, Sendable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// What is wrong with it.
    public var reason: String

    /// Path and reason.
    public var description: String { "\(path): \(reason)" }
}

extension SpoolReader {
    /// Reads every article and looks whether it is one: whole, named for its `id`, and with the hash of its content.
    ///
    /// - Parameters:
    ///   - report: is told of each finding.
    ///   - progress: is told before each file how many were read.
    /// - Returns: how many files were read.
    /// - Throws: ``SpoolError`` where a directory cannot be read.
    public func verify(
        report: (SpoolFinding) -> Void, progress: (Int) -> Void = { _ in }
    ) throws(SpoolError) -> Int {
        var count = 0
        for box in SpoolDirectory.Box.allCases {
            let path = directory.path(of: box, consumer: consumer)
            for name in try spooling({ () throws(SystemError) in try files.names(in: path) }).sorted() {
                let file = "\(path)/\(name)"
                progress(count)
                guard let id = SpoolDirectory.article(named: name) else {
                    report(SpoolFinding(path: file, reason: "its name is not an article's"))
                    continue
                }
                do {
                    let bytes = try spooling { () throws(SystemError) in try files.contents(of: file) }
                    count += 1
                    for reason in SpoolReader.flaws(of: bytes, named: id) { report(SpoolFinding(path: file, reason: reason)) }
                } catch  where error.code == .missing {
                    continue  // Consumers go on working.
                } catch {
                    report(SpoolFinding(path: file, reason: error.message))
                }
            }
        }
        return count
    }

    /// What is wrong with an article's file.
    static func flaws(of bytes: [UInt8], named id: ArticleID) -> [String] {
        let article: Article
        do { article = try Article(json: bytes) } catch { return ["not an article: \(reason(error))"] }
        var flaws: [String] = []
        if bytes.firstIndex(of: 0x0A) != bytes.indices.last { flaws.append("not one line that ends in a newline") }
        if article.id != id { flaws.append("its id is \(article.id)") }
        let hash = ContentHash(of: article.content)
        if hash != article.contentHash { flaws.append("content_hash is \(article.contentHash), its content's is \(hash)") }
        if article.version == 1, article.story != article.id { flaws.append("version 1 of a story that has another id") }
        if article.version > 1, article.previous == nil { flaws.append("version \(article.version) without previous") }
        return flaws
    }

    /// What a decoder says, in few words.
    static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        func place(_ path: [any CodingKey]) -> String { path.isEmpty ? "" : path.map(\.stringValue).joined(separator: ".") + ": " }
        switch error {
        case .keyNotFound(let key, _): return "no \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return place(context.codingPath) + context.debugDescription
        @unknown default: return "\(error)"
        }
    }
}
