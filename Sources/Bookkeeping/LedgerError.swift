import GRDB

/// Why the ledger could not be opened, read or written.
public struct LedgerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Sendable {
        /// Another daemon has it open.
        case inUse
        /// The file or its directory may not be read or written.
        case notPermitted
        /// There is no such file, or its directory is missing.
        case missing
        /// No room on the disk.
        case full
        /// Somebody else holds SQLite's lock for longer than is waited.
        case busy
        /// The file is damaged or is no SQLite database.
        case damaged
        /// A later version of the program wrote it.
        case newerVersion
        /// An earlier version of the program wrote it, and it was not yet brought up to date.
        case earlierVersion
        /// Reading or writing failed.
        case inputOutput
        /// There is a file of that name, which is not overwritten.
        case exists
        /// COMMIT failed: whether it took place must be asked.
        case outcomeUnknown
    }

    /// The kind of failure.
    public let code: Code
    /// What happened, for people.
    public let message: String

    /// A failure.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Whether trying again later may help without anybody doing anything.
    public var isTransient: Bool {
        switch code {
        case .full, .busy, .inputOutput, .outcomeUnknown: true
        case .inUse, .notPermitted, .missing, .damaged, .newerVersion, .earlierVersion, .exists: false
        }
    }

    /// Whether the disk takes nothing for now: it is full, or fails.
    public var isOfDisk: Bool { code == .full || code == .inputOutput || code == .outcomeUnknown }

    /// What to do about it.
    public var hint: String {
        switch code {
        case .inUse: "stop the other daemon, or give this one a ledger of its own (ledger.url)"
        case .notPermitted: "make the ledger's directory and files belong to the user that runs wirespool"
        case .missing: "create the directory that ledger.url names, or correct ledger.url"
        case .full: "free space on the ledger's disk"
        case .busy: "close other programs that have the ledger open for writing"
        case .damaged: "see `wirespool ledger check`; put a backup back, or read the spool with `wirespool ledger rebuild`"
        case .exists: "name another file: nothing is overwritten"
        case .newerVersion: "run the version of wirespool that wrote it, or a later one"
        case .earlierVersion: "start the daemon of this version once: it brings the ledger up to date"
        case .inputOutput, .outcomeUnknown: "look at the disk and the kernel's log"
        }
    }

    /// Message and hint in one line.
    public var description: String { "\(message) (\(hint))" }
}

extension LedgerError {
    /// What SQLite reported, by its result code: <https://www.sqlite.org/rescode.html>.
    init(_ error: any Error, path: String) {
        if let error = error as? LedgerError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.inputOutput, "ledger \(path): \(error)")
            return
        }
        let code: Code =
            switch error.resultCode {
            case .SQLITE_FULL: .full
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_SCHEMA, .SQLITE_CONSTRAINT: .damaged
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .notPermitted
            case .SQLITE_CANTOPEN: .missing
            default: .inputOutput
            }
        self.init(code, "ledger \(path): \(error.message ?? "SQLite") [\(error.extendedResultCode.rawValue)]")
    }
}
