import GRDB
import GRDBSQLite

/// A prepared statement whose parameters are bound and whose columns are read where SQLite has them: GRDB's arguments and rows cost several
/// times what SQLite does with them, and every poll has some seventy of both.
///
/// Belongs to its connection. Whoever steps it resets it; a row says nothing any more after the next step.
struct DirectStatement {
    private let statement: Statement
    private var bound: Int32 = 0

    /// The statement as it was prepared before, or prepared now and kept for the next time.
    init(_ db: Database, _ sql: String) throws { statement = try db.cachedStatement(sql: sql) }

    /// A statement that is prepared, and whose parameters are set.
    init(_ statement: Statement) { self.statement = statement }

    private var handle: OpaquePointer { statement.sqliteStatement }

    /// Binds the next parameter.
    mutating func bind(_ value: Int64?) throws {
        bound += 1
        try check(value.map { sqlite3_bind_int64(handle, bound, $0) } ?? sqlite3_bind_null(handle, bound))
    }

    /// Binds the next parameter.
    mutating func bind(_ value: Int) throws { try bind(Int64(value)) }

    /// Binds the next parameter.
    mutating func bind(_ value: String?) throws {
        bound += 1
        try check(value.map { sqlite3_bind_text(handle, bound, $0, -1, DirectStatement.copied) } ?? sqlite3_bind_null(handle, bound))
    }

    /// Binds the next parameter.
    mutating func bind(_ value: [UInt8]?) throws {
        bound += 1
        try check(
            value.map { bytes in
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(handle, bound, 0)
                    : bytes.withUnsafeBytes { sqlite3_bind_blob64(handle, bound, $0.baseAddress, UInt64($0.count), DirectStatement.copied) }
            } ?? sqlite3_bind_null(handle, bound))
    }

    /// SQLITE_TRANSIENT, a cast, which Swift does not import: SQLite copies what is bound.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    /// Goes to the next row.
    ///
    /// - Returns: The row; nil where there is none any more.
    func step() throws -> DirectRow? {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return DirectRow(handle: handle)
        case SQLITE_DONE: return nil
        case let code: throw error(code)
        }
    }

    /// Runs a statement that gives no rows.
    func run() throws {
        defer { reset() }
        _ = try step()
    }

    /// Makes the statement ready for the next use.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    private func check(_ code: Int32) throws { if code != SQLITE_OK { throw error(code) } }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))), sql: statement.sql)
    }
}

/// The row that a statement is at. Columns are counted from 0.
struct DirectRow {
    fileprivate let handle: OpaquePointer

    /// How many columns it has.
    var count: Int { Int(sqlite3_column_count(handle)) }

    /// A number; nil where it is null.
    func integer(_ column: Int) -> Int64? {
        let column = Int32(truncatingIfNeeded: column)
        return sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
    }

    /// A text; nil where it is null.
    func text(_ column: Int) -> String? {
        let column = Int32(truncatingIfNeeded: column)
        guard let bytes = sqlite3_column_text(handle, column) else { return nil }
        return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
    }

    /// The bytes of a BLOB; none where it is null.
    func bytes(_ column: Int) -> [UInt8] {
        let column = Int32(truncatingIfNeeded: column)
        guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
    }
}
