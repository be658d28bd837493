/// The path of one `Allow` or `Disallow` line (RFC 9309 sections 2.2.2 and 2.2.3).
struct RobotsPattern: Sendable {
    /// Octets of the pattern: the longest matching one decides.
    let length: Int
    /// `Allow` or `Disallow`.
    let isAllowing: Bool
    /// What stands between the asterisks.
    private let pieces: [[UInt8]]
    private let isAnchored: Bool

    /// nil for an empty path, which says nothing.
    init?(_ path: some Collection<UInt8>, isAllowing: Bool) {
        guard !path.isEmpty else { return nil }
        var pattern = RobotsPattern.normalized(Array(path), isPattern: true)
        self.isAllowing = isAllowing
        length = pattern.count
        isAnchored = pattern.last == UInt8(ascii: "$")
        if isAnchored { pattern.removeLast() }
        var pieces = pattern.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { Array($0) }
        // Asterisks in a row are one; the first and the last piece may be empty, and then mean that one stands there.
        pieces = pieces.enumerated().filter { !$1.isEmpty || $0 == 0 || $0 == pieces.count - 1 }.map { $1 }
        self.pieces = pieces
    }

    /// Whether the pattern begins the path, or is all of it where it ends in `$`.
    ///
    /// - Complexity: O(path · pattern) at worst: each piece is taken where it is first found, which is never worse than later.
    func matches(_ path: [UInt8]) -> Bool {
        guard let first = pieces.first, path.starts(with: first) else { return false }
        var position = first.count
        guard pieces.count > 1 else { return !isAnchored || position == path.count }
        for piece in pieces[1..<(pieces.count - 1)] {
            guard let found = RobotsPattern.find(piece, in: path, from: position) else { return false }
            position = found + piece.count
        }
        let last = pieces[pieces.count - 1]
        if isAnchored { return path.count - position >= last.count && path.suffix(last.count).elementsEqual(last) }
        return RobotsPattern.find(last, in: path, from: position) != nil
    }

    private static func find(_ piece: [UInt8], in path: [UInt8], from start: Int) -> Int? {
        guard let first = piece.first else { return start }
        var position = start
        while position + piece.count <= path.count {
            guard let candidate = path[position...(path.count - piece.count)].firstIndex(of: first) else { return nil }
            if path[candidate..<(candidate + piece.count)].elementsEqual(piece) { return candidate }
            position = candidate + 1
        }
        return nil
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
