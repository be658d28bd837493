/// What stands before a document's outermost element.
enum Prolog {
    /// Where the document begins once its XML declaration and what precedes it are passed over, and whether something preceded it that must not.
    static func end(in text: [UInt8]) -> (content: Int, isUnclean: Bool) {
        var index = 0
        while index < text.count, text[index] != UInt8(ascii: "<") { index += 1 }
        guard index < text.count else { return (0, false) }
        let isUnclean = index > 0
        guard text[index...].starts(with: "<?xml".utf8), index + 5 < text.count,
            text[index + 5] <= 0x20 || text[index + 5] == UInt8(ascii: "?"),
            let end = text[index...].prefix(2048).firstIndex(of: UInt8(ascii: ">"))
        else { return (index, isUnclean) }
        return (end + 1, isUnclean)
    }
}
