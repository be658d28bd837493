import Glibc

/// Why the spool could not be read or written.
public struct SpoolError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Sendable {
        /// No room, or the quota is used up (ENOSPC, EDQUOT).
        case full
        /// The directory or file may not be used (EACCES, EPERM, EROFS).
        case notPermitted
        /// No such spool, or no such article in it.
        case missing
        /// Another daemon has it open.
        case inUse
        /// Spool and ledger do not belong together.
        case foreign
        /// A later version of the program made it.
        case newerVersion
        /// A file of the spool is not what it should be.
        case damaged
        /// Reading or writing failed (EIO and others).
        case inputOutput
    }

    /// The kind of failure.
    public let code: Code
    /// What happened, for people.
    public let message: String
    /// What to do about it; empty where the message says it.
    public let hint: String
    /// Whether the disk takes nothing for now: it is full, fails, or became read-only (ENOSPC, EDQUOT, EIO, EROFS).
    public private(set) var isOfDisk = false

    /// A failure.
    public init(_ code: Code, _ message: String, hint: String = "") {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// Whether trying again later may help without anybody changing the spool's permissions or contents.
    public var isTransient: Bool { code == .full || code == .inputOutput }

    /// Message and hint in one line.
    public var description: String { hint.isEmpty ? message : "\(message) (\(hint))" }
}

/// A system call that failed: errno(3), with what was called and on what.
package struct SystemError: Error, Equatable, Sendable {
    /// Such as `rename`.
    package var call: String
    /// The file.
    package var path: String
    /// `errno`.
    package var number: Int32

    package init(call: String, path: String, number: Int32) {
        self.call = call
        self.path = path
        self.number = number
    }

    /// Whether it is the disk that takes nothing for now.
    var isOfDisk: Bool { [ENOSPC, EDQUOT, EIO, EROFS].contains(number) }
}

extension SpoolError {
    /// What a failed system call means for the spool.
    init(_ error: SystemError) {
        let text = "\(error.call) \(error.path): \(String(cString: strerror(error.number)))"
        switch error.number {
        case ENOSPC, EDQUOT: self.init(.full, text, hint: "free space, or let consumers finish; nothing unread is deleted")
        case EACCES, EPERM: self.init(.notPermitted, text, hint: "join the spool's group, or correct the directories' owner and mode")
        case EROFS: self.init(.notPermitted, text, hint: "the file system is read-only: see the kernel's log")
        case EXDEV: self.init(.inputOutput, text, hint: "the whole spool must be one file system and one mount")
        case ENOENT, ENOTDIR: self.init(.missing, text)
        case EIO: self.init(.inputOutput, text, hint: "look at the disk and the kernel's log")
        default: self.init(.inputOutput, text)
        }
        isOfDisk = error.isOfDisk
    }
}
