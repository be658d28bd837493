/// What a text consists of, as numbers: every three words that follow each other, without case, punctuation and vowel signs.
///
/// Scripts that put no spaces between words are taken by characters: five that follow each other of Han and kana, nine of Thai, Lao, Khmer,
/// Burmese and Tibetan, which is about as much text. The numbers are stored and compared over years: they must not change.
package struct Shingles {
    /// Words in a shingle.
    package static let words = 3
    private static let ideographs = 5
    private static let letters = 9

    /// The two words before the one that is read; 0 where there is none yet.
    private var former: (UInt64, UInt64) = (0, 0)
    private var wordCount = 0
    private var word: UInt64 = 0
    private var run: [UInt32] = []
    private var runKind = Kind.separator

    private enum Kind { case separator, ignored, letter, ideograph, spaceless }

    private init() {}

    /// Calls back with each shingle of a text, in its order, repetitions included.
    ///
    /// - Parameter text: Canonical (``CanonicalContent``), so that what looks alike is alike.
    /// - Complexity: O(characters).
    package static func forEach(of text: String, _ body: (UInt64) -> Void) {
        var text = text
        // By bytes: what a text consists of is looked for in each commit.
        text.withUTF8 { bytes in
            var shingles = Shingles()
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                switch byte {
                case 0x30...0x39, 0x61...0x7A: shingles.readLetter(UInt32(byte))
                case 0x41...0x5A: shingles.readLetter(UInt32(byte) + 0x20)
                case 0...0x7F: shingles.endWord(body)
                default:
                    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                    var value = UInt32(byte) & (0x7F >> UInt32(length))
                    for next in bytes[(index + 1)..<(index + length)] { value = value << 6 | UInt32(next & 0x3F) }
                    shingles.read(value, body)
                    index += length - 1
                }
                index += 1
            }
            shingles.endWord(body)
        }
    }

    private mutating func readLetter(_ value: UInt32) {
        word = FNV1a.hash(value, onto: word == 0 ? FNV1a.seed : word)
    }

    private mutating func read(_ value: UInt32, _ body: (UInt64) -> Void) {
        let kind = Shingles.kind(of: value)
        switch kind {
        case .letter:
            readLetter(Shingles.lowerCased(value))
        case .ignored:
            break
        case .separator:
            endWord(body)
        case .ideograph, .spaceless:
            endWord(body)
            if runKind != kind {
                run.removeAll(keepingCapacity: true)
                runKind = kind
            }
            run.append(value)
            let length = kind == .ideograph ? Shingles.ideographs : Shingles.letters
            guard run.count >= length else { return }
            var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
            for character in run[(run.count - length)...] { hash = Shingles.mixed(hash ^ UInt64(character)) }
            body(hash)
        }
    }

    private mutating func endWord(_ body: (UInt64) -> Void) {
        guard word != 0 else { return }
        wordCount += 1
        if wordCount >= Shingles.words {
            body(Shingles.mixed(Shingles.mixed(Shingles.mixed(former.0) ^ former.1) ^ word))
        }
        former = (former.1, word)
        word = 0
        runKind = .separator
    }

    /// A number in which every bit depends on every bit: the last step of SplitMix64, <https://prng.di.unimi.it/splitmix64.c>.
    package static func mixed(_ number: UInt64) -> UInt64 {
        var number = number
        number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
        return number ^ (number >> 31)
    }

    /// Of what is not ASCII. The blocks that most news is written in are told apart here; the others are looked up.
    private static func kind(of value: UInt32) -> Kind {
        switch value {
        case 0...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7: .separator
        case 0xAA...0x2AF: .letter  // Latin
        case 0x300...0x36F, 0x591...0x5BD, 0x64B...0x65F, 0x670: .ignored  // accents, vowel signs
        case 0x400...0x481, 0x48A...0x52F: .letter  // Cyrillic
        case 0x5D0...0x5EA, 0x620...0x63F, 0x641...0x64A, 0x660...0x669, 0x671...0x6D3: .letter  // Hebrew, Arabic
        case 0xE00...0xEFF, 0xF00...0xFFF, 0x1000...0x109F, 0x1780...0x17FF:
            isSeparator(value) ? .separator : .spaceless
        case 0x2000...0x206F, 0x3000...0x3004, 0x3007...0x3020, 0x3030: .separator
        case 0x3005...0x3006, 0x3041...0x30FA, 0x30FC...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            .ideograph
        case 0xAC00...0xD7A3: .letter  // Hangul
        default: isSeparator(value) ? .separator : category(of: value) == .nonspacingMark ? .ignored : .letter
        }
    }

    private static func category(of value: UInt32) -> Unicode.GeneralCategory {
        Unicode.Scalar(value)?.properties.generalCategory ?? .unassigned
    }

    private static func isSeparator(_ value: UInt32) -> Bool {
        switch category(of: value) {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber,
            .nonspacingMark, .spacingMark:
            false
        default: true
        }
    }

    /// Of Latin, Greek and Cyrillic; other letters with case stay as they are.
    private static func lowerCased(_ value: UInt32) -> UInt32 {
        switch value {
        case 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A9, 0x410...0x42F: value + 0x20
        case 0x400...0x40F: value + 0x50
        case 0x100...0x12F, 0x132...0x137, 0x14A...0x177: value | 1
        case 0x139...0x148, 0x179...0x17E: value + (value & 1)
        default: value
        }
    }
}
