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
        return texts.contains { expression.firstMatch(in: $0, range: NSRange($0.startIndex..., in: $0)) != nil }
    }
}
