public import Bookkeeping
public import NewsModel
public import Spooling

/// Why a batch was not committed, or a start refused.
public struct CommitError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Sendable {
        /// No room in the spool.
        case spoolFull
        /// The spool cannot be written.
        case spoolIO
        /// The ledger cannot be read or written.
        case ledger
        /// Spool and ledger do not belong together.
        case foreign
    }

    /// The kind of failure.
    public let code: Code
    /// What happened, for people.
    public let message: String
    /// What to do about it; may be empty.
    public let hint: String
    /// Whether trying again later may help without anybody doing anything.
    public let isTransient: Bool
    /// Whether a disk takes nothing for now: it is full, fails, or became read-only. It goes on by itself when that is over.
    public private(set) var isOfDisk = false
    /// What the spool's failure was, where it was the spool's.
    public private(set) var spoolCode: SpoolError.Code?
    /// What the ledger's failure was, where it was the ledger's.
    public private(set) var ledgerCode: LedgerError.Code?

    init(_ code: Code, _ message: String, hint: String, isTransient: Bool) {
        self.code = code
        self.message = message
        self.hint = hint
        self.isTransient = isTransient
    }

    /// What an error of spool or ledger means for the commit.
    public init(_ error: any Error) {
        switch error {
        case let error as CommitError: self = error
        case let error as SpoolError:
            self.init(error.code == .full ? .spoolFull : .spoolIO, error.message, hint: error.hint, isTransient: error.isTransient)
            spoolCode = error.code
            isOfDisk = error.isOfDisk
        case let error as LedgerError:
            self.init(.ledger, error.message, hint: error.hint, isTransient: error.isTransient)
            ledgerCode = error.code
            isOfDisk = error.isOfDisk
        default: self.init(.ledger, "\(error)", hint: "", isTransient: true)
        }
    }

    /// The bounded code of the log.
    public var errorType: ErrorType {
        switch code {
        case .spoolFull: .spoolFull
        case .spoolIO, .foreign: .spoolIO
        case .ledger: .ledger
        }
    }

    /// Message and hint in one line.
    public var description: String { hint.isEmpty ? message : "\(message) (\(hint))" }
}
