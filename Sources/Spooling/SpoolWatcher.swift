import Dispatch
import Glibc
public import NewsModel

/// Tells of each article as it appears in `new/`: inotify(7), and a scan at start and after its queue overflowed.
public final class SpoolWatcher {
    private let reader: SpoolReader
    private let descriptor: Int32
    /// What was told and still waits: after an overflow it is not told again.
    private var told: Set<ArticleID> = []
    private var waiting: [ArticleID] = []

    /// Watches a spool from now on; what waits already comes first.
    ///
    /// - Throws: ``SpoolError``.
    public init(_ reader: SpoolReader) throws(SpoolError) {
        self.reader = reader
        let path = reader.directory.path(of: .new, consumer: reader.consumer)
        descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { throw SpoolError(SystemError(call: "inotify_init1", path: path, number: errno)) }
        guard inotify_add_watch(descriptor, path, SpoolWatcher.events | UInt32(IN_ONLYDIR)) >= 0 else {
            let number = errno
            close(descriptor)
            throw SpoolError(SystemError(call: "inotify_add_watch", path: path, number: number))
        }
        do {
            try scan()
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// A source that fires when ``next(timeout:)`` has something; the watcher must outlive it.
    func makeReadSource(on queue: DispatchQueue) -> any DispatchSourceRead {
        DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    }

    private static let events = UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_DELETE)

    /// The articles that have appeared since the last call; waits for the first one.
    ///
    /// - Parameter timeout: nil waits for as long as it takes.
    /// - Returns: none after the timeout. An article that somebody released appears again.
    /// - Throws: ``SpoolError``.
    public func next(timeout: Duration? = nil) throws(SpoolError) -> [ArticleID] {
        if waiting.isEmpty {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let milliseconds = timeout.map { Int32(clamping: $0.milliseconds) } ?? -1
            let count = poll(&request, 1, milliseconds)
            if count < 0 && errno != EINTR { throw SpoolError(SystemError(call: "poll", path: reader.directory.path, number: errno)) }
            if count > 0 { try drain() }
        }
        defer { waiting = [] }
        return waiting
    }

    /// Something that happened in `new/`.
    private enum Change {
        case appeared(ArticleID)
        case left(ArticleID)
    }

    /// What waits and was not told. What happened up to now stands in the queue as well, and what the scan found in it is passed over:
    /// after this the queue alone counts, so that what is released appears again.
    private func scan() throws(SpoolError) {
        while true {
            let found = try reader.articlesWaiting()
            let (changes, isOverflow) = queued()
            waiting += found.filter { !told.contains($0) }
            told = Set(found)
            if isOverflow { continue }
            for change in changes { take(change) }
            return
        }
    }

    private func take(_ change: Change) {
        switch change {
        case .appeared(let id): if told.insert(id).inserted { waiting.append(id) }
        case .left(let id): told.remove(id)
        }
    }

    private func drain() throws(SpoolError) {
        let (changes, isOverflow) = queued()
        for change in changes { take(change) }
        if isOverflow { try scan() }
    }

    /// Everything in the queue, and whether some of it was lost.
    private func queued() -> (changes: [Change], isOverflow: Bool) {
        var changes: [Change] = []
        var isOverflow = false
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let header = MemoryLayout<inotify_event>.size
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return (changes, isOverflow) }
            var offset = 0
            while offset + header <= count {
                let event = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self) }
                let end = offset + header + Int(event.len)
                guard end <= count else { break }
                let name = String(decoding: buffer[(offset + header)..<end].prefix { $0 != 0 }, as: UTF8.self)
                offset = end
                if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { isOverflow = true }
                guard let id = SpoolDirectory.article(named: name) else { continue }
                changes.append(event.mask & UInt32(IN_MOVED_TO) != 0 ? .appeared(id) : .left(id))
            }
        }
    }
}
