import Foundation
import GRDB
package import NewsModel

/// What has been seen, and when each source is due: one SQLite database in WAL mode.
///
/// Calls block. There is one writer, the commit queue; reads may come from any thread and see the last commit.
public final class Ledger: Sendable {
    /// Where the database is.
    public let path: String
    let pool: DatabasePool
    private let lock: ProcessLock?
    /// Of the connection that writes.
    let profiles = ProfileCache()

    /// What a test does at the two sides of COMMIT; nil in earnest.
    package let interruption: LedgerInterruption?

    /// Opens the ledger, makes it where there is none, and brings an older one up to date.
    ///
    /// Holds an exclusive lock, the file `<path>.lock`, as long as it lives.
    /// - Throws: ``LedgerError`` — `.inUse`, `.notPermitted`, `.missing`, `.damaged`, `.newerVersion`, `.full`, `.inputOutput`.
    public convenience init(path: String) throws(LedgerError) {
        try self.init(path: path, interruption: nil)
    }

    /// Opens it with something done at the two sides of COMMIT, for tests.
    package init(path: String, interruption: LedgerInterruption?) throws(LedgerError) {
        self.path = path
        self.interruption = interruption
        lock = try ProcessLock(path: path + ".lock")
        do {
            pool = try DatabasePool(path: path, configuration: Ledger.settings())
            _ = try Ledger.isUpToDate(pool, path: path)
            try LedgerSchema.migrator.migrate(pool)
            try Ledger.makeDurable(pool, path: path)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Opens it for writing beside whoever has it open; nil where it is not up to date.
    init?(beside path: String) throws(LedgerError) {
        self.path = path
        interruption = nil
        lock = nil
        do {
            pool = try DatabasePool(path: path, configuration: Ledger.settings())
            guard try Ledger.isUpToDate(pool, path: path) else { return nil }
            try Ledger.makeDurable(pool, path: path)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Whether a ledger is of this version, and not of an earlier one.
    ///
    /// - Throws: ``LedgerError`` `.newerVersion`.
    private static func isUpToDate(_ pool: DatabasePool, path: String) throws -> Bool {
        try pool.read { db in
            if try LedgerSchema.migrator.hasBeenSuperseded(db) {
                throw LedgerError(.newerVersion, "ledger \(path): written by a later version")
            }
            return try LedgerSchema.migrator.hasCompletedMigrations(db)
        }
    }

    private static func settings() -> Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.foreignKeysEnabled = false
        // Many sources that are due lie on as many pages, each of which several of them share.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -8192") }
        return configuration
    }

    private static func makeDurable(_ pool: DatabasePool, path: String) throws {
        try pool.writeWithoutTransaction { db in
            // GRDB sets NORMAL while it opens a database in WAL mode; with NORMAL a power loss undoes commits.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // A page that changes often goes from the log into the database once in 16 MiB of log, not in every 4.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            // Of a million sources the indexes have some ten megabytes each, and rows are put in anywhere.
            try db.execute(sql: "PRAGMA cache_size = -32768")
            guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2,
                try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal"
            else { throw LedgerError(.inputOutput, "ledger \(path): SQLite refuses synchronous=FULL or WAL") }
        }
    }

    private init(readOnly path: String, ofAnyVersion: Bool) throws(LedgerError) {
        self.path = path
        interruption = nil
        lock = nil
        do {
            var configuration = Configuration()
            configuration.label = "ledger"
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            configuration.maximumReaderCount = 4
            pool = try DatabasePool(path: path, configuration: configuration)
            guard try ofAnyVersion || Ledger.isUpToDate(pool, path: path) else {
                throw LedgerError(.earlierVersion, "ledger \(path): written by an earlier version")
            }
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Opens a ledger that exists for reading alone, also while the daemon runs.
    ///
    /// - Parameter ofAnyVersion: Whether one of another version is opened as well: it can be checked and copied, and no more.
    /// - Throws: ``LedgerError``, as ``init(path:)``, and `.earlierVersion`.
    public static func openReadOnly(path: String, ofAnyVersion: Bool = false) throws(LedgerError) -> Ledger {
        try Ledger(readOnly: path, ofAnyVersion: ofAnyVersion)
    }

    /// Runs a body over the ledger as it stands now, in one read.
    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do { return try pool.read(body) } catch { throw LedgerError(error, path: path) }
    }

    /// Runs a body inside `BEGIN IMMEDIATE … COMMIT`. What it throws is thrown on, and nothing of it remains.
    ///
    /// - Throws: what `body` throws; ``LedgerError``, of which `.outcomeUnknown` alone leaves open whether it took place.
    package func transaction<Value>(_ body: (LedgerTransaction) throws -> Value) throws -> Value {
        do {
            return try pool.writeWithoutTransaction { db in
                try db.beginTransaction(.immediate)
                let value: Value
                do {
                    value = try body(LedgerTransaction(db: db, profiles: profiles))
                } catch {
                    profiles.clear()
                    try? db.rollback()
                    throw error
                }
                do {
                    try interruption?.beforeCommit()
                    try db.commit()
                    try interruption?.afterCommit()
                } catch {
                    profiles.clear()
                    if db.isInsideTransaction { try? db.rollback() }
                    throw LedgerError(.outcomeUnknown, LedgerError(error, path: path).message)
                }
                return value
            }
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path)
        }
    }

    /// A transaction whose only failures are the ledger's.
    func write<Value>(_ body: (LedgerTransaction) throws -> Value) throws(LedgerError) -> Value {
        do { return try transaction(body) } catch { throw LedgerError(error, path: path) }
    }

    /// The names that are to be published, as far as the ledger knows.
    package func pending() throws(LedgerError) -> Set<ArticleID> { try read { try LedgerTransaction(db: $0).pending() } }

    /// The value kept under a name.
    package func note(_ name: LedgerNote) throws(LedgerError) -> String? { try read { try LedgerTransaction(db: $0).note(name) } }

    /// Closes the connections and leaves one file behind; the lock goes with the last reference. Calls after it fail.
    public func close() {
        // GRDB closes its writer before its readers, and SQLite then leaves the log beside the database.
        // As SQL, since that fails on a connection that is closed already.
        if lock != nil { try? pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") } }
        try? pool.close()
    }
}

/// What a test does at the two sides of COMMIT.
package struct LedgerInterruption: Sendable {
    package var beforeCommit: @Sendable () throws -> Void
    package var afterCommit: @Sendable () throws -> Void

    package init(beforeCommit: @escaping @Sendable () throws -> Void, afterCommit: @escaping @Sendable () throws -> Void) {
        self.beforeCommit = beforeCommit
        self.afterCommit = afterCommit
    }
}
