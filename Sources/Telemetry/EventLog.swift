import Dispatch
import Glibc
import Logging
public import NewsModel
import Synchronization

/// Where the log goes.
public enum LogDestination: Hashable, Sendable, CustomStringConvertible {
    /// The standard output; under systemd, the journal.
    case standardOutput
    /// A file, appended to, made with mode 0640 where there is none.
    case file(path: String)

    /// `stdout` or a file's path, as the configuration has it.
    public init(_ text: String) { self = text == "stdout" ? .standardOutput : .file(path: text) }

    /// `stdout` or the path.
    public var description: String {
        switch self {
        case .standardOutput: "stdout"
        case .file(let path): path
        }
    }
}

/// The log: takes events and writes each as one line, on a queue of its own.
///
/// Logging never stops the daemon. ``emit(_:)`` does not block: a line waits in a bounded backlog until the queue has written it. Where the
/// backlog is full (the reader of a pipe stands still) or a line cannot be written (no space, a closed pipe, no permission) it is dropped and
/// counted, and as soon as a line can be written again `log.dropped` says how many were lost. A closed pipe gives EPIPE only where the
/// program ignores SIGPIPE; it must.
public final class EventLog: Sendable {
    /// What waits for the queue, in the order in which it was asked for.
    private enum Entry {
        case line([UInt8])
        case reopen
        case change(LogDestination)
    }

    private struct State {
        var level: EventLevel
        var destination: LogDestination
        var backlog: [Entry] = []
        var isDraining = false
        var writtenLines = 0
        var droppedLines = 0
        var problem: String?
    }

    /// Belongs to the queue.
    private final class Output: @unchecked Sendable {
        var file: LogFile
        var reportedDrops = 0

        init(_ file: LogFile) { self.file = file }
    }

    /// Lines that may wait to be written.
    public static let defaultBacklogLines = 10_000

    private let state: Mutex<State>
    private let output: Output
    private let queue = DispatchQueue(label: "log")
    private let backlogLines: Int
    private let now: @Sendable () -> Instant

    /// A log.
    ///
    /// - Parameters:
    ///   - level: What matters less is not written.
    ///   - backlogLines: Lines that may wait to be written, beyond which they are dropped.
    ///   - now: The clock of `@timestamp`.
    public init(
        level: EventLevel, destination: LogDestination, backlogLines: Int = EventLog.defaultBacklogLines,
        now: @escaping @Sendable () -> Instant = EventLog.systemTime
    ) {
        let file = LogFile(destination)
        state = Mutex(State(level: level, destination: destination, problem: file.problem))
        output = Output(file)
        self.backlogLines = max(1, backlogLines)
        self.now = now
    }

    /// The system's clock.
    @Sendable public static func systemTime() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// What matters less is not written.
    public var level: EventLevel { state.withLock { $0.level } }
    /// Lines written so far.
    public var writtenLines: Int { state.withLock { $0.writtenLines } }
    /// Lines lost so far.
    public var droppedLines: Int { state.withLock { $0.droppedLines } }
    /// Why the last line could not be written or the file not be opened; nil while all is well.
    public var problem: String? { state.withLock { $0.problem } }

    /// Whether an event of that level would be written.
    public func isEnabled(_ level: EventLevel) -> Bool { state.withLock { level >= $0.level } }

    /// Writes an event, unless its level is below the log's. Does not block.
    public func emit(_ event: Event) {
        guard isEnabled(event.level) else { return }
        let line = EventLine.bytes(of: event, at: now())
        append(.line(line))
    }

    /// Opens the log's file by its name again, after a rotation. What was emitted before goes to the old one.
    public func reopen() {
        append(.reopen)
        let destination = state.withLock { $0.destination }
        if destination != .standardOutput { emit(Event(.logReopened, [.text(.logDestination, destination.description)])) }
    }

    /// Takes the log's settings after a reload, and reopens its file.
    public func reconfigure(level: EventLevel, destination: LogDestination) {
        let isNew = state.withLock { state in
            defer { (state.level, state.destination) = (level, destination) }
            return state.destination != destination
        }
        if isNew { append(.change(destination)) } else { reopen() }
    }

    private func append(_ entry: Entry) {
        let mustDrain = state.withLock { state in
            if case .line = entry, state.backlog.count >= backlogLines {
                state.droppedLines += 1
                return false
            }
            state.backlog.append(entry)
            defer { state.isDraining = true }
            return !state.isDraining
        }
        if mustDrain { queue.async { self.drain() } }
    }

    /// Waits until what was emitted before is written or dropped.
    ///
    /// - Returns: Whether that was so within `timeout`; a reader that stands still may keep the rest from being written.
    @discardableResult public func flush(timeout: Duration = .seconds(2)) -> Bool {
        let done = DispatchSemaphore(value: 0)
        queue.async {
            self.drain()
            done.signal()
        }
        return done.wait(timeout: .now() + .milliseconds(Int(clamping: timeout.milliseconds))) == .success
    }

    /// On the queue: does what waits.
    private func drain() {
        while true {
            let entries = state.withLock { state in
                defer { state.backlog = [] }
                state.isDraining = !state.backlog.isEmpty
                return state.backlog
            }
            guard !entries.isEmpty else { return }
            for entry in entries {
                switch entry {
                case .line(let line): write(line)
                case .reopen: output.file.open()
                case .change(let destination):
                    output.file.close()
                    output.file = LogFile(destination)
                }
            }
            let problem = output.file.problem
            state.withLock { $0.problem = problem }
        }
    }

    private func write(_ line: [UInt8]) {
        let (dropped, problem) = state.withLock { ($0.droppedLines, $0.problem) }
        if dropped > output.reportedDrops {
            let lost = dropped - output.reportedDrops
            let event = Event(.logDropped, [.number(.logDroppedLines, lost), .errorMessage(problem ?? "the log's reader stood still")])
            if output.file.write(EventLine.bytes(of: event, at: now()), wait: EventLog.waitForReader) { output.reportedDrops = dropped }
        }
        let isWritten = output.file.write(line, wait: EventLog.waitForReader)
        let newProblem = output.file.problem
        state.withLock { state in
            state.problem = newProblem
            if isWritten { state.writtenLines += 1 } else { state.droppedLines += 1 }
        }
    }

    /// Waits while a pipe or terminal in non-blocking mode takes nothing.
    private static func waitForReader(_ descriptor: Int32) -> Bool {
        var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // Errors count as ready: the next write tells what they are.
        return poll(&waited, 1, -1) >= 0 || errno == EINTR
    }
}
