import Bookkeeping
import Foundation
import Glibc
import NewsModel
import Testing

@Suite struct ReadingJournalTests {
    private func path(_ name: String) -> String { "/tmp/wirespool-journal-\(getpid())-\(name)" }

    @Test func `what was being read at a fatal signal is known at the next start, once it was counted no more`() throws {
        let path = path("mark")
        defer { unlink(path + ".reading") }
        let source = try LedgerTests.source("a").id
        let journal = ReadingJournal(ledgerPath: path)
        #expect(journal.interrupted.isEmpty)
        journal.noting(.page(3)) {}
        let left = journal.noting(.document(source)) {
            journal.noting(.page(7)) { FileManager.default.contents(atPath: path + ".reading") }
        }
        var file = try #require(left)
        try file.write(to: URL(fileURLWithPath: path + ".reading"))
        #expect(ReadingJournal(ledgerPath: path).interrupted.isEmpty, "killed from outside")
        file[0] = UInt8(ascii: "!")
        try file.write(to: URL(fileURLWithPath: path + ".reading"))
        let next = ReadingJournal(ledgerPath: path)
        #expect(Set(next.interrupted) == [.document(source), .page(7)])
        #expect(Set(ReadingJournal(ledgerPath: path).interrupted) == [.document(source), .page(7)], "not counted yet")
        next.begin()
        #expect(ReadingJournal(ledgerPath: path).interrupted.isEmpty)
    }

    @Test func `what is noted first empties the journal where nobody began`() throws {
        let path = path("lazy")
        defer { unlink(path + ".reading") }
        var file = Data([UInt8(ascii: "!")] + [UInt8](repeating: 0, count: 63))
        file.append(contentsOf: Array("#7".utf8) + [UInt8](repeating: 0, count: 62))
        try file.write(to: URL(fileURLWithPath: path + ".reading"))
        let journal = ReadingJournal(ledgerPath: path)
        #expect(journal.interrupted == [.page(7)])
        journal.noting(.page(8)) {}
        #expect(ReadingJournal(ledgerPath: path).interrupted.isEmpty)
    }

    @Test func `a stack that ran out is marked too`() async {
        // Named for the process that runs the tests: the child's parent.
        let path = path("overflow")
        defer { unlink(path + ".reading") }
        await #expect(processExitsWith: .signal(SIGSEGV)) {
            let journal = ReadingJournal(ledgerPath: "/tmp/wirespool-journal-\(getppid())-overflow")
            journal.markFatalSignals()
            journal.noting(.page(7)) { print(descend(1)) }
        }
        #expect(ReadingJournal(ledgerPath: path).interrupted == [.page(7)])
    }
}

/// Uses up the stack.
@inline(never) private func descend(_ depth: Int) -> Int {
    depth > 0 ? descend(depth + 1) + depth : 0
}
