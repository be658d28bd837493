/// The path of one `Allow` or `Disallow` line (RFC 9309 sections 2.2.2 and 2.2.3).
struct RobotsPattern: Sendable {
    /// Octets of the pattern: the longest matching one decides.
    let length: Int
    /// `Allow` or `Disallow`.
    let isAllowing: Bool
    /// What stands before the first asterisk.
    private let start: [UInt8]
    /// What stands after each asterisk; the last may be empty.
    private let pieces: [Piece]
    private let isAnchored: Bool

    /// nil for an empty path, which says nothing.
    init?(_ path: some Collection<UInt8>, isAllowing: Bool) {
        guard !path.isEmpty else { return nil }
        var pattern = RobotsPattern.normalized(Array(path), isPattern: true)
        self.isAllowing = isAllowing
        length = pattern.count
        isAnchored = pattern.last == UInt8(ascii: "$")
        if isAnchored { pattern.removeLast() }
        let parts = pattern.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        start = Array(parts.first ?? [])
        // Asterisks in a row are one.
        pieces = parts.indices.dropFirst().filter { !parts[$0].isEmpty || $0 == parts.count - 1 }.map { Piece(Array(parts[$0])) }
    }

    /// Whether the pattern begins the path, or is all of it where it ends in `$`.
    ///
    /// - Complexity: O(path + pattern): each piece is taken where it is first found, which is never worse than later.
    func matches(_ path: [UInt8]) -> Bool {
        guard path.starts(with: start) else { return false }
        var position = start.count
        guard let last = pieces.last else { return !isAnchored || position == path.count }
        for piece in pieces.dropLast() {
            guard let end = piece.end(in: path, from: position) else { return false }
            position = end
        }
        if isAnchored { return path.count - position >= last.bytes.count && path.suffix(last.bytes.count).elementsEqual(last.bytes) }
        return last.end(in: path, from: position) != nil
    }

    /// Bytes that are looked for, in linear time: a file that is written to be slow gains nothing (Knuth, Morris, Pratt 1977).
    private struct Piece: Sendable {
        let bytes: [UInt8]
        /// For each byte, how many of the bytes up to it are also the first ones.
        private let borders: [Int32]

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            var borders = [Int32](repeating: 0, count: bytes.count)
            var border = 0
            for index in bytes.indices.dropFirst() {
                while border > 0, bytes[border] != bytes[index] { border = Int(borders[border - 1]) }
                if bytes[border] == bytes[index] { border += 1 }
                borders[index] = Int32(truncatingIfNeeded: border)
            }
            self.borders = borders
        }

        /// Where the first occurrence that begins at `start` or later ends.
        func end(in path: [UInt8], from start: Int) -> Int? {
            guard !bytes.isEmpty else { return start }
            var matched = 0
            for index in start..<max(start, path.count) {
                while matched > 0, bytes[matched] != path[index] { matched = Int(borders[matched - 1]) }
                if bytes[matched] == path[index] { matched += 1 }
                if matched == bytes.count { return index + 1 }
            }
            return nil
        }
    }

    /// A path as it is compared: unreserved characters plain, all beyond ASCII encoded, digits of triplets in capitals.
    static func normalized(path: String) -> [UInt8] { normalized(Array(path.utf8), isPattern: false) }

    private static func normalized(_ bytes: [UInt8], isPattern: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        let decoded = PercentEncoding.decoded(bytes, where: PercentEncoding.isUnreserved)
        for (index, byte) in decoded.enumerated() {
            let isWildcard = byte == UInt8(ascii: "*") || (byte == UInt8(ascii: "$") && (!isPattern || index == decoded.count - 1))
            // In a path these two are characters like others; a pattern writes them %2A and %24 (section 2.2.3).
            let isLiteral = isWildcard ? isPattern : byte != UInt8(ascii: "$") && byte > 0x20 && byte < 0x7F
            if isLiteral { out.append(byte) } else { PercentEncoding.append(byte, to: &out) }
        }
        return out
    }
}
