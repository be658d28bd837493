import Markup

/// A text of a page's data as it is compared with others there, to tell a teaser from the whole.
struct ScriptedText {
    /// Of the value as it stands in the data.
    private let bytes: Int
    /// Whether its name says that it is the article's text, and not of another thing.
    private let isNamedWhole: Bool
    private let lines: [Substring]
    /// Those of the text alone.
    private let letters: String

    /// - Parameter bytes: Of the value as it stands in the data.
    init(markup: String, bytes: Int, isNamedWhole: Bool) {
        let text = SanitizedHTML.plainText(of: markup)
        (self.bytes, self.isNamedWhole) = (bytes, isNamedWhole)
        (lines, letters) = (text.split(whereSeparator: \.isNewline), Comparing.letters(text))
    }

    /// Whether another is a whole of which this is a teaser: it begins as this does and is longer by a name of a whole, or goes on where this
    /// ends; or this ends in words of its own, and the other is clearly longer. A dump has this from its beginning to its end, and other
    /// things behind it.
    func isTeaser(of other: ScriptedText) -> Bool {
        let (count, others) = (letters.utf8.count, other.letters.utf8.count)
        if other.isNamedWhole, bytes < ScriptedText.teaserBytes, other.bytes > 3 * bytes { return true }
        guard others > count else { return false }
        let opening = letters.prefix(100)
        if other.isNamedWhole { return other.letters.holds(String(opening)) }
        if other.letters.utf8.starts(with: letters.utf8) { return other.goesOn(behind: self) }
        guard 2 * others >= 3 * count, other.letters.utf8.starts(with: opening.utf8) else { return false }
        if !other.letters.holds(String(letters.suffix(100))) { return true }
        // A few words may stand anywhere.
        return (lines.last?.utf8.count ?? 0) >= 40 && other.lines.contains(where: isCut)
    }

    /// A text of as many bytes by a usual name need not be the whole.
    private static let teaserBytes = DataBody.minimumBytes * 3 / 2

    /// Whether this goes on behind the text that it begins with: in the sentence that is cut there, or with whole paragraphs.
    private func goesOn(behind beginning: ScriptedText) -> Bool {
        var left = beginning.letters.utf8.count
        var rest = lines[...]
        while left > 0, let line = rest.popFirst() {
            let count = Comparing.letters(String(line)).utf8.count
            if count > left { return beginning.isCut(in: line) }
            left -= count
        }
        let prose = rest.filter(ScriptedText.isProse)
        let isMostlyProse = 2 * prose.reduce(0) { $0 + $1.utf8.count } >= rest.reduce(0) { $0 + $1.utf8.count }
        // The part that comes may have a heading.
        let first = rest.first.flatMap { ScriptedText.isLabel($0) || $0.utf8.count > 160 ? nil : rest.dropFirst().first }
        return isMostlyProse && [rest.first, first].contains { $0.map(ScriptedText.isProse) == true }
    }

    private static func isProse(_ line: Substring) -> Bool {
        guard line.utf8.count >= 80, !isLabel(line) else { return false }
        // Not every language ends its sentences with marks.
        return line.last.map { !$0.isLetter && !$0.isNumber } == true || line.utf8.count >= 240
    }

    private static func isLabel(_ line: Substring) -> Bool { Boilerplate.isLabel(String(line), linkDensity: 0) }

    /// Whether a line goes on in the sentence in which this text ends.
    private func isCut(in line: Substring) -> Bool {
        guard let own = lines.last, let last = own.lastIndex(where: { $0.isLetter || $0.isNumber }),
            let end = line.utf8.firstRange(of: own[...last].suffix(40).utf8)?.upperBound, end < line.endIndex
        else { return false }
        return line[end].isLetter || [" ", ","].contains(line[end])
    }
}
