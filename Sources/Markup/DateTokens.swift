/// A date's text cut into numbers, words and marks; letters in lower case, digits of every script as ASCII.
struct DateTokens {
    enum Token: Equatable {
        case number(Int, digits: Int)
        case word(String)
        case mark(UInt32)
        case space
    }

    /// The text in lower case with ASCII digits, trimmed, white space as single spaces.
    private(set) var scalars: [UInt32] = []
    private(set) var tokens: [Token] = []

    var isEmpty: Bool { scalars.isEmpty }

    init(_ text: String) {
        for scalar in text.lowercased().unicodeScalars {
            if scalar.value > 0x20, scalar.value < 0x7F, scalar.value != 0x27 {
                scalars.append(scalar.value)
                continue
            }
            // Direction marks, joiners, combining dots (of a Turkish capital I) and Hebrew and Indic marks of abbreviation are not read.
            if scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isBidiControl { continue }
            if [0x307, 0x5F3, 0x5F4, 0x970].contains(scalar.value) { continue }
            // d’abril, '26
            if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x27 || scalar.value == 0x2019 {
                if scalars.last != 0x20 && !scalars.isEmpty { scalars.append(0x20) }
            } else if scalar.value > 0x7F, scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
                scalars.append(0x30 + UInt32(value))
            } else {
                scalars.append(DateTokens.folded(scalar).value)
            }
        }
        if scalars.last == 0x20 { scalars.removeLast() }
        cut()
    }

    private mutating func cut() {
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let start = index
            if ISO8601Date.isDigit(scalar) {
                while index < scalars.count, ISO8601Date.isDigit(scalars[index]) { index += 1 }
                tokens.append(.number(ISO8601Date.number(scalars[start..<index]) ?? -1, digits: index - start))
            } else if DateTokens.isLetter(scalar) {
                while index < scalars.count, DateTokens.isLetter(scalars[index]) || isInnerMark(index) { index += 1 }
                tokens.append(.word(String(String.UnicodeScalarView(scalars[start..<index].compactMap { Unicode.Scalar($0) }))))
            } else {
                tokens.append(scalar == 0x20 ? .space : .mark(scalar))
                index += 1
            }
        }
    }

    /// One for letters that are written for each other: i without a dot (SALI is Salı), alef with what stands on it.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x131: "i"
        case 0x622, 0x623, 0x625: "\u{627}"
        default: scalar
        }
    }

    /// A name of a table as it comes among the tokens.
    static func folded(_ name: String) -> String { String(String.UnicodeScalarView(name.unicodeScalars.map { folded($0) })) }

    /// The points of `a.m.` and the slash and underscore of `europe/isle_of_man`.
    private func isInnerMark(_ index: Int) -> Bool {
        guard index + 1 < scalars.count, DateTokens.isLetter(scalars[index + 1]) else { return false }
        return scalars[index] == 0x2E || scalars[index] == 0x2F || scalars[index] == 0x5F
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return (0x61...0x7A).contains(scalar) }
        guard let scalar = Unicode.Scalar(scalar) else { return false }
        // Vowel signs of Indic and Thai words are no letters, but part of them.
        return scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark || scalar.value == 0xBA
    }
}
