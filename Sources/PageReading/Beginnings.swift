/// Texts that others begin with, found by their bytes: they are asked of every line of a page.
struct Beginnings: Sendable {
    private var texts: [[[UInt8]]] = Array(repeating: [], count: 256)

    init(_ texts: [String]) {
        for text in texts.map({ Array($0.utf8) }) {
            if let first = text.first { self.texts[Int(first)].append(text) }
        }
    }

    /// Whether a text begins with one of these.
    func begin(_ text: String) -> Bool { lengths(in: text).first != nil }

    /// Of each that a text begins with how many bytes it has.
    func lengths(in text: String) -> [Int] {
        guard let first = text.utf8.first else { return [] }
        return texts[Int(first)].compactMap { text.utf8.starts(with: $0) ? $0.count : nil }
    }
}
