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
            let end = text[(index + 1)...].prefix(2048).firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") })
        else { return (index, isUnclean) }
        // A declaration that is not ended ends with the next tag.
        return text[end] == UInt8(ascii: ">") ? (end + 1, isUnclean) : (end, true)
    }
}
