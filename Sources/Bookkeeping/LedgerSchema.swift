import Foundation
import GRDB
import NewsModel

/// The ledger's tables, as a row of migrations. One that was released is never changed again.
///
/// All tables are STRICT, so that a value of another type is refused when it is written rather than met when it is read.
enum LedgerSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in try db.execute(sql: version1) }
        migrator.registerMigration("2") { db in try db.execute(sql: version2) }
        migrator.registerMigration("3") { db in try db.execute(sql: version3) }
        migrator.registerMigration("4") { db in
            try db.execute(sql: version4)
            try moveConfigurations(db)
            try db.execute(sql: version4End)
        }
        migrator.registerMigration("5") { db in try db.execute(sql: version5) }
        migrator.registerMigration("6") { db in try db.execute(sql: version6) }
        migrator.registerMigration("7") { db in try db.execute(sql: version7) }
        return migrator
    }

    /// - `source.number` stands for the source everywhere else, so that a renamed source keeps what it has seen.
    /// - `entry` holds a row for each key of an entry; several may lead to one story.
    /// - `story.version` 0: listed, but not spooled (left out by backfill, withheld, or waiting for its page).
    /// - Days count from 1970-01-01 in UTC, times are milliseconds since then.
    private static let version1 = """
        CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE source (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            url TEXT NOT NULL,
            configuration BLOB NOT NULL,
            origin TEXT NOT NULL DEFAULT 'configuration',
            is_enabled INTEGER NOT NULL,
            maximum_interval INTEGER NOT NULL,
            duplicate_window INTEGER NOT NULL,
            removed_at INTEGER,
            listed_day INTEGER,
            crashes INTEGER NOT NULL DEFAULT 0,
            standing TEXT NOT NULL,
            next_poll_at INTEGER NOT NULL,
            next_reason TEXT NOT NULL,
            last_poll_at INTEGER,
            last_success_at INTEGER,
            last_new_at INTEGER,
            validators_url TEXT,
            etag TEXT,
            last_modified TEXT,
            body_hash BLOB,
            failures INTEGER NOT NULL,
            error_type TEXT,
            error_message TEXT,
            asked_interval INTEGER,
            skipped_hours TEXT,
            skipped_days TEXT,
            entry_gap INTEGER,
            slowdown INTEGER NOT NULL,
            move_url TEXT,
            move_count INTEGER,
            move_since INTEGER
        ) STRICT;
        CREATE INDEX source_due ON source(next_poll_at)
            WHERE is_enabled = 1 AND standing = 'active' AND removed_at IS NULL;
        CREATE INDEX source_removed ON source(removed_at) WHERE removed_at IS NOT NULL;

        CREATE TABLE story (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            source INTEGER NOT NULL,
            id BLOB,
            version INTEGER NOT NULL,
            latest BLOB,
            content_hash BLOB,
            is_withdrawn INTEGER NOT NULL,
            is_page_text INTEGER NOT NULL,
            first_seen_at INTEGER NOT NULL,
            listed_day INTEGER NOT NULL,
            window_began_at INTEGER NOT NULL,
            revisions INTEGER NOT NULL,
            returns INTEGER NOT NULL,
            earlier_hashes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE entry (
            key BLOB PRIMARY KEY,
            source INTEGER NOT NULL,
            story INTEGER NOT NULL,
            entry_hash BLOB NOT NULL,
            listed_day INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE text (
            content_hash BLOB PRIMARY KEY,
            story INTEGER NOT NULL,
            link INTEGER,
            seen_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX text_seen ON text(seen_at);

        CREATE TABLE page (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            source INTEGER NOT NULL,
            story INTEGER NOT NULL UNIQUE,
            url TEXT NOT NULL,
            candidate BLOB NOT NULL,
            entry_hash BLOB NOT NULL,
            keys BLOB NOT NULL,
            next_try_at INTEGER NOT NULL,
            deadline INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            is_told INTEGER NOT NULL,
            due_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX page_due ON page(due_at);
        CREATE INDEX page_source ON page(source);

        CREATE TABLE pending (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        """

    /// What is gone or quarantined comes due again; sources are counted over an index; texts that are owed come before other pages.
    private static let version2 = """
        DROP INDEX source_due;
        CREATE INDEX source_due ON source(next_poll_at)
            WHERE is_enabled = 1 AND standing <> 'paused' AND removed_at IS NULL;
        CREATE INDEX source_standing ON source(standing, is_enabled, failures, removed_at) WHERE removed_at IS NULL;
        CREATE INDEX page_owed ON page(deadline) WHERE is_told = 0;
        """

    /// A document of a source that has several is a row of its own: `part_of` is the number of the whole, `listed_by` that of the index.
    private static let version3 = """
        ALTER TABLE source ADD COLUMN part_of INTEGER;
        ALTER TABLE source ADD COLUMN listed_by INTEGER;
        ALTER TABLE source ADD COLUMN listed_change INTEGER;
        CREATE INDEX source_part ON source(part_of) WHERE part_of IS NOT NULL;
        CREATE INDEX source_listed ON source(listed_by) WHERE listed_by IS NOT NULL;
        DROP INDEX source_standing;
        CREATE INDEX source_standing ON source(standing, is_enabled, failures, removed_at) WHERE removed_at IS NULL AND part_of IS NULL;
        """

    /// What many sources have in common is stored once; an address is found by its key, so that nothing is polled twice.
    ///
    /// `profile.overrides`: of imported sources what was said of them, as JSON; NULL where the configuration says everything.
    private static let version4 = """
        CREATE TABLE profile (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            overrides TEXT UNIQUE,
            template BLOB NOT NULL
        ) STRICT;
        ALTER TABLE source ADD COLUMN name TEXT NOT NULL DEFAULT '';
        ALTER TABLE source ADD COLUMN profile INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE source ADD COLUMN url_key INTEGER NOT NULL DEFAULT 0;
        """

    private static let version4End = """
        ALTER TABLE source DROP COLUMN configuration;
        CREATE INDEX source_url ON source(url_key);
        CREATE INDEX source_origin ON source(origin) WHERE origin = 'configuration';
        CREATE INDEX source_profile ON source(profile);
        """

    /// What a source's habit is, since when it does not keep to it, and what it says of hubs and of its own address.
    private static let version5 = """
        ALTER TABLE source ADD COLUMN habit BLOB;
        ALTER TABLE source ADD COLUMN silent_since INTEGER;
        ALTER TABLE source ADD COLUMN read_at INTEGER;
        ALTER TABLE source ADD COLUMN hub TEXT;
        ALTER TABLE source ADD COLUMN self_url TEXT;
        CREATE INDEX source_silent ON source(silent_since) WHERE silent_since IS NOT NULL;
        CREATE INDEX source_failing ON source(failures DESC, id) WHERE failures > 0;
        """

    /// What was told of late, to find near-duplicates of it: a story's latest text has one sketch, and a sketch six marks, by which it is
    /// found. Numbers of sketches rise with time.
    private static let version6 = """
        CREATE TABLE sketch (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            story INTEGER NOT NULL,
            told_at INTEGER NOT NULL,
            marks BLOB NOT NULL,
            bins BLOB NOT NULL
        ) STRICT;
        CREATE INDEX sketch_story ON sketch(story);
        CREATE TABLE mark (hash INTEGER NOT NULL, sketch INTEGER NOT NULL, PRIMARY KEY (hash, sketch)) STRICT, WITHOUT ROWID;
        """

    /// By which clock it was decided when a source or a page comes next: what was put by one that was ahead is put right by it.
    private static let version7 = """
        ALTER TABLE source ADD COLUMN decided_at INTEGER NOT NULL DEFAULT 0;
        UPDATE source SET decided_at = COALESCE(last_poll_at, 0);
        ALTER TABLE page ADD COLUMN decided_at INTEGER NOT NULL DEFAULT 0;
        UPDATE page SET decided_at = COALESCE((SELECT first_seen_at FROM story WHERE story.number = page.story), 0);
        """

    /// Takes each configuration apart into what is the source's own and what others may have as well.
    private static func moveConfigurations(_ db: Database) throws {
        let transaction = LedgerTransaction(db: db)
        for row in try Row.fetchAll(db, sql: "SELECT number, url, configuration FROM source") {
            let source = try? JSONDecoder().decode(Source.self, from: row[2] as Data)
            let template = try source ?? Source(id: SourceProfile.placeholder(), url: row[1])
            try db.execute(
                sql: "UPDATE source SET name = ?, profile = ?, url_key = ? WHERE number = ?",
                arguments: [template.name, try transaction.profile(of: template), SourceProfile.urlKey(row[1]), row[0] as Int64])
        }
    }
}
