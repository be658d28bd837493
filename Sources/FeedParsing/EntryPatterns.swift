import Foundation
import NewsModel

/// A source's `keep` and `drop`, compiled. A pattern that is no regular expression matches nothing: the configuration was told so.
struct EntryPatterns {
    private let keep: [(EntryPattern.Property, NSRegularExpression?)]
    private let drop: [(EntryPattern.Property, NSRegularExpression?)]

    init(_ source: Source) {
        func compiled(_ pattern: EntryPattern) -> (EntryPattern.Property, NSRegularExpression?) {
            (pattern.property, try? NSRegularExpression(pattern: pattern.pattern))
        }
        keep = source.keep.map(compiled)
        drop = source.drop.map(compiled)
    }

    var isEmpty: Bool { keep.isEmpty && drop.isEmpty }

    func keeps(_ candidate: Candidate) -> Bool {
        if !keep.isEmpty, !keep.contains(where: { matches($0, candidate) }) { return false }
        return !drop.contains { matches($0, candidate) }
    }

    private func matches(_ pattern: (EntryPattern.Property, NSRegularExpression?), _ candidate: Candidate) -> Bool {
        guard let expression = pattern.1 else { return false }
        let texts: [String]
        switch pattern.0 {
        case .url: texts = [candidate.url].compactMap { $0 }
        case .headline: texts = [candidate.content.headline].compactMap { $0 }
        case .subject: texts = candidate.content.subjects.map(\.name)
        }
        return texts.contains { EntryPatterns.matches(expression, String($0.prefix(EntryPatterns.maximumCharacters))) }
    }

    private static let maximumCharacters = 1000
    /// Reports of progress, each of some ten thousand steps: a pattern such as `(a+)+b` would go on for ever.
    private static let maximumReports = 100

    /// A pattern that was stopped matches nothing.
    private static func matches(_ expression: NSRegularExpression, _ text: String) -> Bool {
        var isFound = false
        var reports = 0
        expression.enumerateMatches(in: text, options: .reportProgress, range: NSRange(text.startIndex..., in: text)) { result, _, stop in
            if result == nil { reports += 1 } else { isFound = true }
            if isFound || reports > maximumReports { stop.pointee = true }
        }
        return isFound
    }
}
