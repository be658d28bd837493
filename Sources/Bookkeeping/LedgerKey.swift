import Foundation
package import NewsModel

/// A name by which an entry is known again: 16 bytes of a SHA-256 over the source's number and what names the entry.
///
/// With 16 bytes, two of a thousand million keys are the same with a chance below 10⁻²⁰.
package struct LedgerKey: Hashable, Sendable {
    let data: Data

    /// The key of a publisher's own identifier.
    package init(source: Int64, guid: String) { self.init("g", source, Array(guid.utf8)) }

    /// The key of a link, freed of what does not name the document.
    package init(source: Int64, link: String) { self.init("l", source, Array(LedgerKey.story(of: link).utf8)) }

    /// The key of an entry that has no name of its own.
    package init(source: Int64, contentHash: ContentHash) { self.init("c", source, contentHash.bytes) }

    private init(_ kind: Unicode.Scalar, _ source: Int64, _ name: [UInt8]) {
        var bytes: [UInt8] = [UInt8(ascii: kind)]
        bytes.reserveCapacity(9 + name.count)
        withUnsafeBytes(of: source.bigEndian) { bytes.append(contentsOf: $0) }
        bytes += name
        data = Data(ContentHash(hashing: bytes).bytes.prefix(16))
    }

    init(data: Data) { self.data = data }

    /// What two links to one story have in common, as a number; for comparing across sources.
    package static func number(ofLink link: String) -> Int64 {
        ContentHash(hashing: Array(story(of: link).utf8)).bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    private static func story(of link: String) -> String { URLReference(link)?.storyKey ?? link }
}
