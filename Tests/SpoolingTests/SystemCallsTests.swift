import Glibc
import Spooling
import Synchronization
import Testing

/// What lies below the seam at which the commit's tests let calls fail: interrupted calls and short writes.
@Suite struct SystemCallsTests {
    /// A kernel that does as little as it may at a time.
    private final class Reluctant: Sendable {
        private let count = Mutex(0)
        let fullAfter: Int?
        init(fullAfter: Int? = nil) { self.fullAfter = fullAfter }

        /// The number of this call.
        private func call() -> Int {
            count.withLock {
                $0 += 1
                return $0
            }
        }

        func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
            let calls = call()
            if let fullAfter, calls > fullAfter {
                errno = ENOSPC
                return -1
            }
            if calls % 2 == 1 {
                errno = EINTR
                return -1
            }
            return Glibc.write(descriptor, bytes, min(count, 1 + calls % 7))
        }

        func sync(_ descriptor: Int32) -> Int32 {
            if call() % 3 != 0 {
                errno = EINTR
                return -1
            }
            return fsync(descriptor)
        }
    }

    private static func path() -> String { "/tmp/wirespool-calls-\(getpid())-\(UInt64.random(in: 0 ... .max))" }

    @Test func `what is written in pieces and interrupted is whole in the end`() throws {
        let (kernel, path) = (Reluctant(), SystemCallsTests.path())
        let calls = SystemCalls(write: kernel.write, fsync: kernel.sync)
        let descriptor = try calls.create(path, mode: 0o600)
        defer { unlink(path) }
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        try calls.write(bytes, to: descriptor, path: path)
        try calls.sync(descriptor, path: path)
        try calls.sync((0..<30).map { _ in (descriptor: descriptor, path: path) })
        calls.close(descriptor)
        #expect(try calls.contents(of: path) == bytes)
    }

    @Test func `a disk that fills in the middle of a file is said`() throws {
        let (kernel, path) = (Reluctant(fullAfter: 5), SystemCallsTests.path())
        let calls = SystemCalls(write: kernel.write, fsync: kernel.sync)
        let descriptor = try calls.create(path, mode: 0o600)
        defer {
            calls.close(descriptor)
            unlink(path)
        }
        let error = try #require(throws: SystemError.self) {
            try calls.write([UInt8](repeating: 1, count: 1000), to: descriptor, path: path)
        }
        #expect(error.number == ENOSPC && error.call == "write")
    }

    @Test func `a failure in one of many files that are synced at once is not lost`() throws {
        let path = SystemCallsTests.path()
        let descriptor = try SystemCalls().create(path, mode: 0o600)
        defer { unlink(path) }
        let bad = descriptor
        let calls = SystemCalls(
            write: { Glibc.write($0, $1, $2) },
            fsync: { descriptor in
                guard descriptor != bad else {
                    errno = EIO
                    return -1
                }
                return fsync(descriptor)
            })
        let other = SystemCallsTests.path()
        let good = try calls.create(other, mode: 0o600)
        defer { unlink(other) }
        let files = (0..<40).map { (descriptor: $0 == 33 ? bad : good, path: "\($0)") }
        let error = try #require(throws: SystemError.self) { try calls.sync(files) }
        #expect(error.number == EIO && error.path == "33")
        calls.close(bad)
        calls.close(good)
    }
}
