import Markup
import NewsModel

/// The words of each block of a page, as hashes: enough to tell what a block has in common with the rest.
struct BlockWords {
    /// What one pass over a block's letters tells.
    struct Text {
        var digits = 0
        var uppers = 0
        var lowers = 0
        var first: UInt8 = 0
        /// Whether an address of the web or of mail stands in it.
        var holdsAddress = false
        /// Of its letters and digits, in lower case.
        var hash: UInt64 = 0
        var words = 0..<0
    }

    private(set) var texts: [Text] = []
    private var words: [UInt16] = []
    private var counts: [UInt64: Int] = [:]
    private var core: [UInt16] = []
    private var isCore: [Bool] = []

    /// Words share this many places.
    private static let places = 1 << 14

    init(_ outline: PageOutline) {
        texts.reserveCapacity(outline.blocks.count)
        for block in outline.blocks {
            var scanner = Scanner(words: words)
            words = []
            for index in block.start..<block.end where outline.tags[index] == .text { scanner.scan(outline.document.textBytes(at: index)) }
            scanner.end()
            texts.append(scanner.text)
            counts[scanner.text.hash, default: 0] += 1
            words = scanner.words
        }
    }

    func repeats(_ number: Int) -> Int { (counts[texts[number].hash] ?? 1) - 1 }

    /// Counts the words of the blocks that are certainly of the text.
    mutating func countCore(_ blocks: [Int]) {
        core = Array(repeating: 0, count: BlockWords.places)
        isCore = Array(repeating: false, count: texts.count)
        for number in blocks {
            isCore[number] = true
            for word in words[texts[number].words] { core[Int(word)] &+= 1 }
        }
    }

    /// How many of a block's words stand in other blocks of the text, and how many stand nowhere else.
    func core(_ number: Int) -> (share: Float, strange: Int) {
        let own = words[texts[number].words]
        guard !own.isEmpty else { return (-1, 0) }
        let needed: UInt16 = isCore[number] ? 2 : 1
        let shared = own.reduce(0) { $0 + (core[Int($1)] >= needed ? 1 : 0) }
        return (Float(shared) / Float(own.count), own.count - shared)
    }

    func share(of number: Int, in known: Known) -> Float {
        let own = words[texts[number].words]
        guard !own.isEmpty else { return -1 }
        return Float(own.reduce(0) { $0 + (known.holds($1) ? 1 : 0) }) / Float(own.count)
    }

    /// How many runs of three words of some texts stand in others as well; 0 where there are none.
    static func share(of texts: [String], in others: [String]) -> Float {
        let known = Set(runs(of: others))
        let own = runs(of: texts)
        return Float(own.reduce(0) { $0 + (known.contains($1) ? 1 : 0) }) / Float(max(own.count, 1))
    }

    private static func runs(of texts: [String]) -> [UInt64] {
        let words = words(of: texts).map(UInt64.init)
        return words.indices.dropFirst(2).map { words[$0 - 2] << 32 | words[$0 - 1] << 16 | words[$0] }
    }

    private static func words(of texts: [String]) -> [UInt16] {
        var scanner = Scanner(words: [])
        for text in texts {
            var text = text
            text.withUTF8 { scanner.scan($0) }
            scanner.end()
        }
        return scanner.words
    }

    /// The words of a text that stands beside the blocks.
    struct Known {
        private var places = [Bool](repeating: false, count: BlockWords.places)

        init(_ text: String) {
            for word in BlockWords.words(of: [text]) { places[Int(word)] = true }
        }

        func holds(_ word: UInt16) -> Bool { places[Int(word)] }

        /// How many of the words of another text are known, of 1; 0 where it has none.
        func share(of text: String) -> Float {
            let words = BlockWords.words(of: [text])
            return Float(words.reduce(0) { $0 + (holds($1) ? 1 : 0) }) / Float(max(words.count, 1))
        }
    }

    private struct Scanner {
        var text = Text()
        var words: [UInt16]
        private var start: Int
        private var word = FNV1a.seed
        private var length = 0
        private var before: UInt8 = 0

        init(words: [UInt16]) {
            self.words = words
            start = words.count
            text.hash = FNV1a.seed
        }

        mutating func scan(_ bytes: some Collection<UInt8>) {
            for byte in bytes {
                if byte <= 0x20 {
                    endWord()
                    continue
                }
                if text.first == 0 { text.first = byte }
                defer { before = byte }
                switch byte {
                case 0x30...0x39:
                    text.digits += 1
                    add(byte)
                case 0x41...0x5A:
                    text.uppers += 1
                    add(byte | 0x20)
                case 0x61...0x7A:
                    text.lowers += 1
                    add(byte)
                case 0x80...:
                    // An ideograph or kana is taken with the one before.
                    if (0xE3...0xE9).contains(byte), length >= 6 { endWord() }
                    add(byte)
                default:
                    if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/") && before == byte { text.holdsAddress = true }
                    endWord()
                }
            }
        }

        private mutating func add(_ byte: UInt8) {
            word = FNV1a.hash(byte, onto: word)
            text.hash = FNV1a.hash(byte, onto: text.hash)
            length += 1
        }

        private mutating func endWord() {
            // Short words are in every text.
            if length >= 5 { words.append(UInt16(truncatingIfNeeded: (word ^ word >> 32) & UInt64(BlockWords.places - 1))) }
            word = FNV1a.seed
            length = 0
        }

        mutating func end() {
            endWord()
            text.words = start..<words.count
        }
    }
}
