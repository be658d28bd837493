import Glibc
public import NewsModel

/// Tells of each article as it appears in `new/`: inotify(7) for IN_MOVED_TO, a scan at start and after an overflow.
public final class SpoolWatcher {
    private let reader: SpoolReader
    private let descriptor: Int32
    private var scanned: Set<ArticleID> = []
    private var waiting: [ArticleID] = []

    /// Watches a spool from now on; what waits already comes first.
    ///
    /// - Throws: ``SpoolError``.
    public init(_ reader: SpoolReader) throws(SpoolError) {
        self.reader = reader
        let path = reader.directory.path(of: .new, consumer: reader.consumer)
        descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { throw SpoolError(SystemError(call: "inotify_init1", path: path, number: errno)) }
        guard inotify_add_watch(descriptor, path, UInt32(IN_MOVED_TO) | UInt32(IN_ONLYDIR)) >= 0 else {
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

    /// The scan comes after the watch: an article may be in both, and is told once.
    private func scan() throws(SpoolError) {
        let found = try reader.articlesWaiting()
        waiting += found.filter { !scanned.contains($0) }
        scanned.formUnion(found)
    }

    private func drain() throws(SpoolError) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            var offset = 0
            let header = MemoryLayout<inotify_event>.size
            while offset + header <= count {
                let event = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self) }
                let end = offset + header + Int(event.len)
                guard end <= count else { break }
                if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
                    try scan()
                } else {
                    let name = String(decoding: buffer[(offset + header)..<end].prefix { $0 != 0 }, as: UTF8.self)
                    if let id = SpoolDirectory.article(named: name), scanned.remove(id) == nil { waiting.append(id) }
                }
                offset = end
            }
        }
    }
}
