import Dispatch
import Foundation
import Glibc
public import NewsModel

/// Which documents are being read at this moment, for the next start to know should one of them bring the process down.
///
/// A file beside the ledger: a mark, then a slot for each reading. The mark is set by a fatal signal of the process itself (a trap, a
/// bad access, an abort, the watchdog's too): SIGKILL and a power cut are no document's fault. The file is never synced: what was written
/// survives the process in the kernel's cache. A note costs two pwrite(2).
public final class ReadingJournal: Sendable {
    /// What is read.
    public enum Reading: Hashable, Sendable {
        /// The document of a source.
        case document(SourceID)
        /// The page of an entry, by its number in the ledger.
        case page(Int64)

        init?(_ text: String) {
            if let number = text.hasPrefix("#") ? Int64(text.dropFirst()) : nil {
                self = .page(number)
            } else if let id = SourceID(stored: text) {
                self = .document(id)
            } else {
                return nil
            }
        }

        var text: String {
            switch self {
            case .document(let id): id.rawValue
            case .page(let number): "#\(number)"
            }
        }
    }

    /// What was being read when the last process ended.
    public let interrupted: [Reading]

    private static let slotBytes = 64
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "reading-journal")
    nonisolated(unsafe) private var free: [Int] = []
    nonisolated(unsafe) private var slots = 0
    nonisolated(unsafe) private var hasBegun = false
    nonisolated(unsafe) private var marksSignals = false

    /// Opens the journal of a ledger and reads what the last process left in it, which stays until ``begin()``. Where it cannot be
    /// written, nothing is noted.
    public init(ledgerPath: String) {
        let path = ledgerPath + ".reading"
        let left = FileManager.default.contents(atPath: path) ?? Data()
        var found: [Reading] = []
        let isCrash = left.first == fatalMark
        for start in stride(from: left.startIndex + ReadingJournal.slotBytes, to: left.endIndex, by: ReadingJournal.slotBytes) {
            let slot = left[start..<min(start + ReadingJournal.slotBytes, left.endIndex)].prefix { $0 != 0 }
            if let reading = Reading(String(decoding: slot, as: UTF8.self)) { found.append(reading) }
        }
        interrupted = isCrash ? found : []
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    }

    deinit {
        guard descriptor >= 0 else { return }
        if fatalJournal == descriptor { fatalJournal = -1 }
        close(descriptor)
    }

    /// Empties the journal: once ``interrupted`` was counted (``Ledger/countCrash(of:now:)``), and not before, or a crash in between would
    /// be forgotten. The first ``noting(_:while:)`` does it where nobody did.
    public func begin() { queue.sync { beginOnce() } }

    private func beginOnce() {
        guard !hasBegun, descriptor >= 0 else { return }
        hasBegun = true
        _ = ftruncate(descriptor, 0)
        if marksSignals { fatalJournal = descriptor }
    }

    /// Has fatal signals of this process leave their mark in the journal, from ``begin()`` on. Once in a process.
    public func markFatalSignals() {
        queue.sync {
            marksSignals = true
            if hasBegun { fatalJournal = descriptor }
        }
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
            var action = sigaction()
            // On a stack of its own: the thread's may be what ran out. The second time the signal does what it does by default.
            action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
            action.__sigaction_handler.sa_handler = { number in
                // Only calls that are safe in a handler (signal-safety(7)).
                if fatalJournal >= 0 { withUnsafePointer(to: &fatalMark) { _ = pwrite(fatalJournal, $0, 1, 0) } }
                raise(number)
            }
            sigaction(number, &action, nil)
        }
    }

    /// Notes what is read while it is read.
    public func noting<Result>(_ reading: Reading, while read: () -> Result) -> Result {
        guard descriptor >= 0 else { return read() }
        SignalStack.prepare()
        let slot = queue.sync {
            beginOnce()
            if let slot = free.popLast() { return slot }
            slots += 1
            return slots - 1
        }
        write(Array(reading.text.utf8.prefix(ReadingJournal.slotBytes)), to: slot)
        let result = read()
        write([], to: slot)
        queue.sync { free.append(slot) }
        return result
    }

    private func write(_ name: [UInt8], to slot: Int) {
        let bytes = name + [UInt8](repeating: 0, count: ReadingJournal.slotBytes - name.count)
        _ = pwrite(descriptor, bytes, bytes.count, off_t((slot + 1) * ReadingJournal.slotBytes))
    }
}

/// Plain globals, since a signal handler can capture nothing and must not initialise anything.
nonisolated(unsafe) private var fatalJournal: Int32 = -1
nonisolated(unsafe) private var fatalMark: UInt8 = 0x21
