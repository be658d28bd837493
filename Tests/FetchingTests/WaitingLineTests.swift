import Testing

@testable import Fetching

@Suite struct WaitingLineTests {
    private func entry(_ number: Int) throws -> WaitingLine.Entry {
        let request = FetchRequest(url: "http://example.org/\(number)")
        return WaitingLine.Entry(request, try FetchTarget(request, policy: AddressPolicy()), completion: { _ in })
    }

    private func drain(_ line: inout WaitingLine, mayLookUp: Bool) -> [String] {
        var urls: [String] = []
        while let next = line.next(mayLookUp: mayLookUp) { urls.append(next.entry.request.url) }
        return urls.compactMap { $0.split(separator: "/").last.map(String.init) }
    }

    @Test func `who came first starts first, whether a name must be looked up or not`() throws {
        var line = WaitingLine()
        for number in 0..<300 { line.append(try entry(number), needsLookup: number % 3 == 0) }
        #expect(line.count == 300)
        #expect(drain(&line, mayLookUp: true) == (0..<300).map { String($0) })
        #expect(line.count == 0)
    }

    @Test func `those that must wait for a lookup hold up no others`() throws {
        var line = WaitingLine()
        for number in 0..<6 { line.append(try entry(number), needsLookup: number < 3) }
        #expect(drain(&line, mayLookUp: false) == ["3", "4", "5"])
        #expect(line.count == 3)
        #expect(line.next(mayLookUp: true)?.needsLookup == true)
        #expect(line.removeAll().map(\.request.url) == ["http://example.org/1", "http://example.org/2"])
        #expect(line.next(mayLookUp: true) == nil)
    }
}

@Suite struct LookupGateTests {
    @Test func `no more lookups begin than are allowed`() {
        let gate = LookupGate(limit: 2)
        gate.begin()
        #expect(gate.hasRoom)
        gate.begin()
        #expect(!gate.hasRoom)
        gate.end(resolved: nil, now: 0)
        #expect(gate.hasRoom)
    }

    @Test func `a name is known for as long as libcurl keeps it`() {
        let gate = LookupGate(limit: 1)
        gate.end(resolved: "example.org", now: 1_000)
        #expect(gate.isResolved("example.org", now: 49_000_000_000))
        #expect(!gate.isResolved("example.org", now: 51_000_000_000))
        #expect(!gate.isResolved("example.com", now: 1_000))
    }

    @Test func `names are not remembered without bound`() {
        let gate = LookupGate(limit: 1)
        for number in 0..<20_000 { gate.end(resolved: "\(number).example.org", now: 1) }
        #expect(!gate.isResolved("0.example.org", now: 2))
        #expect(gate.isResolved("19999.example.org", now: 2))
    }
}
