import Foundation
import GRDB
import NewsModel

/// What many sources have in common: a source without identifier, name and address.
enum SourceProfile {
    /// The identifier that stands in a profile.
    static func placeholder() throws -> SourceID {
        guard let id = SourceID("profile") else { throw LedgerError(.inputOutput, "no placeholder for a source's id") }
        return id
    }

    /// The source without what is its own alone.
    static func template(of source: Source) throws -> Source {
        var template = source
        template.id = try placeholder()
        (template.name, template.url, template.formerly) = ("", "", nil)
        return template
    }

    static func data(_ template: Source) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(template)
    }

    /// By what an address is found however it is written; whoever finds one compares the addresses.
    static func urlKey(_ url: String) -> Int64 { Int64(bitPattern: FNV1a.hash(of: URLReference.normalized(url).utf8)) }
}

/// Who says that there is a source.
enum SourceOrigin: String {
    case configuration, `import`
    /// A document of a source with several: it is a part.
    case index
}

/// The profiles that were read: most sources have the same one.
///
/// Belongs to one connection of the database, whose uses come one after another.
final class ProfileCache: @unchecked Sendable {
    private var templates: [Int64: Source] = [:]
    private static let limit = 10_000

    /// Forgets what was read: profiles were changed, or what was read of them was rolled back.
    func clear() { templates = [:] }

    /// A profile by its number; nil where it cannot be read.
    func template(_ number: Int64, _ db: Database) throws -> Source? {
        if let known = templates[number] { return known }
        let data = try Data.fetchOne(db.cachedStatement(sql: "SELECT template FROM profile WHERE number = ?"), arguments: [number])
        guard let data, let template = try? JSONDecoder().decode(Source.self, from: data) else { return nil }
        if templates.count >= ProfileCache.limit { clear() }
        templates[number] = template
        return template
    }
}

extension LedgerTransaction {
    /// The number of a configured source's profile; it is made where there is none yet.
    func profile(of source: Source) throws -> Int64 {
        try profile(data: SourceProfile.data(SourceProfile.template(of: source)), overrides: nil)
    }

    /// The number of a profile: of an imported source by what was said of it, of a configured one by its content.
    func profile(data: Data, overrides: String?) throws -> Int64 {
        let known: Int64?
        if let overrides {
            known = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT number FROM profile WHERE overrides = ?"), arguments: [overrides])
        } else {
            known = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT number FROM profile WHERE overrides IS NULL AND template = ?"), arguments: [data])
        }
        if let known { return known }
        try db.cachedStatement(sql: "INSERT INTO profile(overrides, template) VALUES (?, ?)").execute(arguments: [overrides, data])
        return db.lastInsertedRowID
    }

    /// A source by its number; nil where there is none, or its profile cannot be read.
    func source(_ number: Int64) throws -> Source? {
        var statement = try DirectStatement(db, "SELECT \(Ledger.columns) FROM source WHERE number = ?")
        defer { statement.reset() }
        try statement.bind(number)
        return try statement.step().flatMap { try SourceRow.source($0, profiles, db)?.source }
    }

    /// Forgets profiles that no source has. Complexity: O(sources).
    func deleteUnusedProfiles() throws {
        try db.execute(sql: "DELETE FROM profile WHERE number NOT IN (SELECT profile FROM source)")
        profiles.clear()
    }
}
