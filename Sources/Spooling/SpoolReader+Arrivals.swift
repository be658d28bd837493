import Dispatch
public import NewsModel

extension SpoolReader {
    /// The articles that wait, and then each as it appears in `new/`; claims nothing. An article that is released appears again.
    ///
    /// Ends when the task that iterates is cancelled. Method: inotify(7), see ``SpoolWatcher``.
    ///
    /// ```swift
    /// let reader = try SpoolReader(directory: SpoolDirectory(path: "/var/spool/wirespool"))
    /// for try await id in reader.arrivals {
    ///     print(try reader.article(id).content.headline ?? "")
    /// }
    /// ```
    /// - Throws, while it is iterated: ``SpoolError``, after which it has ended.
    public var arrivals: AsyncThrowingStream<ArticleID, any Error> {
        AsyncThrowingStream { continuation in
            do {
                // On the source's queue alone, once it is activated.
                nonisolated(unsafe) let watcher = try SpoolWatcher(self)
                let queue = DispatchQueue(label: "spool-arrivals")
                nonisolated(unsafe) let source = watcher.makeReadSource(on: queue)
                @Sendable func tell() {
                    do {
                        for id in try watcher.next(timeout: .zero) { continuation.yield(id) }
                    } catch {
                        continuation.finish(throwing: error)
                    }
                }
                source.setEventHandler(handler: tell)
                continuation.onTermination = { _ in source.cancel() }
                queue.async(execute: tell)
                source.activate()
            } catch {
                continuation.finish(throwing: error)
            }
        }
    }

    /// Each article that this caller could claim: those that wait, and then each as it appears. What is claimed is to be finished with
    /// ``done(_:)``, given up with ``fail(_:)`` or put back with ``release(_:)``.
    ///
    /// Several processes may iterate at once; each article goes to one of them. One article is claimed at a time, when it is asked for.
    /// - Throws, while it is iterated: ``SpoolError``, after which it has ended.
    public var claims: AsyncThrowingCompactMapSequence<AsyncThrowingStream<ArticleID, any Error>, ArticleID> {
        arrivals.compactMap { id in
            do {
                try claim(id)
                return id
            } catch let error as SpoolError where error.code == .missing {
                return nil  // Another was quicker.
            }
        }
    }
}
