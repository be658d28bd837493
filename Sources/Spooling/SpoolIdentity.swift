import Foundation
public import NewsModel

/// What `SPOOL.json` says: the ledger that fills the spool knows it by its `id`.
public struct SpoolIdentity: Equatable, Codable, Sendable {
    /// The layout's version, 1.
    public var spool = 1
    /// Tells this spool from every other.
    public var id: String
    /// When it was made.
    public var created: Instant

    /// The identity of a new spool.
    public init(created: Instant) {
        var generator = ArticleIDGenerator(after: nil)
        id = generator.next(now: created).description
        self.created = created
    }

    /// Reads `SPOOL.json`.
    ///
    /// - Throws: ``SpoolError`` — `.damaged` where it is not of the form, `.newerVersion` where it is of a later one.
    init(json: [UInt8], path: String) throws(SpoolError) {
        guard let identity = try? JSONDecoder().decode(SpoolIdentity.self, from: Data(json)) else {
            throw SpoolError(
                .damaged, "\(path) is not a spool's identity", hint: "put it back from a backup, or start with an empty directory")
        }
        guard identity.spool == 1 else {
            throw SpoolError(.newerVersion, "\(path): spool layout \(identity.spool), this program knows 1", hint: "run a later version")
        }
        self = identity
    }

    var json: [UInt8] {
        var json = JSONWriter(capacity: 128)
        json.beginObject()
        json.member("spool", spool)
        json.member("id", id)
        json.member("created", created.description)
        json.endObject()
        json.newline()
        return json.bytes
    }
}
