/// Requests that wait for their turn, in order; those whose name must be looked up apart, so that dead name servers hold up no others.
struct WaitingLine {
    /// A request with all that is needed to start it.
    struct Entry {
        let request: FetchRequest
        let target: FetchTarget
        let completion: @Sendable (Result<FetchResponse, FetchError>) -> Void
        fileprivate(set) var sequence: UInt64 = 0

        init(_ request: FetchRequest, _ target: FetchTarget, completion: @escaping @Sendable (Result<FetchResponse, FetchError>) -> Void) {
            self.request = request
            self.target = target
            self.completion = completion
        }
    }

    private var direct = Line()
    private var named = Line()
    private var sequence: UInt64 = 0

    /// How many wait.
    var count: Int { direct.count + named.count }

    /// Adds one at the end.
    mutating func append(_ entry: Entry, needsLookup: Bool) {
        var entry = entry
        entry.sequence = sequence
        sequence &+= 1
        if needsLookup { named.append(entry) } else { direct.append(entry) }
    }

    /// Takes the one that came first of those that may start.
    mutating func next(mayLookUp: Bool) -> (entry: Entry, needsLookup: Bool)? {
        let name = mayLookUp ? named.first : nil
        if let name, direct.first.map({ name.sequence < $0.sequence }) ?? true {
            named.removeFirst()
            return (name, true)
        }
        guard let entry = direct.first else { return nil }
        direct.removeFirst()
        return (entry, false)
    }

    /// Takes all, in order.
    mutating func removeAll() -> [Entry] {
        defer {
            direct = Line()
            named = Line()
        }
        return (direct.all + named.all).sorted { $0.sequence < $1.sequence }
    }

    /// First in, first out; the taken part of the array is given back when it outgrows the rest.
    private struct Line {
        private var entries: [Entry?] = []
        private var head = 0

        var count: Int { entries.count - head }
        var first: Entry? { head < entries.count ? entries[head] : nil }
        var all: [Entry] { entries[head...].compactMap { $0 } }

        mutating func append(_ entry: Entry) { entries.append(entry) }

        mutating func removeFirst() {
            guard head < entries.count else { return }
            entries[head] = nil
            head += 1
            if head > 64, head * 2 > entries.count {
                entries.removeFirst(head)
                head = 0
            }
        }
    }
}
