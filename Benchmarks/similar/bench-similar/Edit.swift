import Foundation

/// What becomes of a text from one outlet to the next.
enum Edit: String, CaseIterable {
    case headline = "another headline"
    case cut = "cut tail"
    case lead = "added lead"
    case replaced = "words replaced"
    case left = "words left out"
    case all = "all of these"

    /// The text after so many of its words were edited, with words of another where some are new.
    func applied(to text: Words, share: Double, from other: Words, _ dice: inout Dice) -> Words {
        let count = Int((Double(text.words.count) * share).rounded())
        var words = text.words
        switch self {
        case .headline: break
        case .cut: words.removeLast(count)
        case .lead: words = other.run(count, &dice) + words
        case .replaced:
            for index in words.indices.shuffled(using: &dice).prefix(count) { words[index] = other.words.randomElement(using: &dice) ?? "" }
        case .left:
            let left = Set(words.indices.shuffled(using: &dice).prefix(count))
            words = words.enumerated().filter { !left.contains($0.offset) }.map(\.element)
        case .all:
            var edited = text
            for part in [Edit.cut, .replaced, .left, .lead] { edited = part.applied(to: edited, share: share / 4, from: other, &dice) }
            return edited
        }
        return Words(words: words, separator: text.separator)
    }
}

/// A text as words; where its script has no spaces, two characters are one, and four of Thai.
struct Words {
    var words: [String]
    let separator: String

    var text: String { words.joined(separator: separator) }

    init(words: [String], separator: String) {
        self.words = words
        self.separator = separator
    }

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        let thai = scalars.count { (0xE00...0xEFF).contains($0.value) }
        let others = scalars.count { (0x3040...0x30FF).contains($0.value) || (0x4E00...0x9FFF).contains($0.value) }
        if (thai + others) * 3 > scalars.count {
            let length = thai > others ? 4 : 2
            words = stride(from: 0, to: scalars.count, by: length).map { start in
                String(String.UnicodeScalarView(scalars[start..<min(start + length, scalars.count)]))
            }
            separator = ""
        } else {
            words = text.split(separator: " ").map(String.init)
            separator = " "
        }
    }

    func prefix(_ count: Int) -> Words { Words(words: Array(words.prefix(count)), separator: separator) }

    func run(_ count: Int, _ dice: inout Dice) -> [String] {
        let start = words.count > count ? Int.random(in: 0..<(words.count - count), using: &dice) : 0
        return Array(words[start..<min(words.count, start + count)])
    }
}
