import NewsModel

/// What an element's names say of its display on a wide screen, as Tailwind (`md:hidden`) and Bootstrap (`d-md-none`) call it: a size, then a
/// value of CSS `display`, and nothing else in the name. Of several sizes the largest decides, as in their style sheets.
struct WideDisplay {
    /// Nil where no name says.
    private(set) var isShown: Bool?

    private var largest = 0
    private var state = State.start
    private var size = 0

    private enum State { case start, prefixed, sized, hidden, shown, shownInPart, other }

    /// Takes the next word of a name, by its hash.
    mutating func take(_ word: UInt64) {
        switch state {
        case .start where WideDisplay.prefixes.contains(word): state = .prefixed
        case .start, .prefixed:
            size = WideDisplay.sizes.firstIndex(of: word).map { $0 + 1 } ?? 0
            state = size > 0 ? .sized : .other
        // Tailwind's prefix stands behind the size: `md:tw-block`.
        case .sized where WideDisplay.prefixes.contains(word): break
        case .sized:
            state =
                WideDisplay.absences.contains(word)
                ? .hidden : WideDisplay.wholes.contains(word) ? .shown : WideDisplay.parts.contains(word) ? .shownInPart : .other
        case .shownInPart where WideDisplay.ends.contains(word): break
        case .hidden, .shown, .shownInPart, .other: state = .other
        }
    }

    /// What has a digit is something else: `md:flex-1`.
    mutating func takeDigit() { if state != .start { state = .other } }

    mutating func endName() {
        if state == .hidden || state == .shown || state == .shownInPart, size >= largest {
            (isShown, largest) = (state != .hidden, size)
        }
        state = .start
    }

    /// Bootstrap's, those that name utilities, and Tailwind's for the direction of text.
    private static let prefixes = ClassSigns.hashes("d u tw ltr rtl")
    private static let sizes = ["sm", "md", "lg", "xl", "xxl"].map { FNV1a.hash(of: $0.utf8) }
    private static let absences = ClassSigns.hashes("hidden none")
    private static let wholes = ClassSigns.hashes("block flex grid contents")
    private static let parts = ClassSigns.hashes("inline table flow list")
    private static let ends = ClassSigns.hashes("block flex grid table cell row root group item")
}
