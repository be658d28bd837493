import Foundation
import Glibc
import LoopbackPublisher
import NewsModel
import Testing

/// A file system of a few mebibytes, which only root may mount.
final class SmallDisk {
    let path: String
    private var names = 0

    init?(in place: Workplace, mebibytes: Int) {
        path = place.path("disk")
        guard geteuid() == 0, mkdir(path, 0o755) == 0, mount("tmpfs", path, "tmpfs", 0, "size=\(mebibytes)m,nr_inodes=512") == 0 else {
            return nil
        }
    }

    deinit { _ = umount2(path, Int32(MNT_DETACH)) }

    /// Leaves so little that nothing more fits.
    func fill() -> Bool {
        let descriptor = open(path + "/filler", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        // What the daemon wrote meanwhile may have filled it.
        guard descriptor >= 0 else { return errno == ENOSPC }
        defer { _ = close(descriptor) }
        let block = [UInt8](repeating: 0, count: 4096)
        while write(descriptor, block, block.count) > 0 {}
        guard errno == ENOSPC else { return false }
        // Of an empty file the name alone takes room, and not on every file system.
        while mkdir("\(path)/filler-\(names)", 0o700) == 0 { names += 1 }
        return errno == ENOSPC
    }

    func empty() {
        _ = unlink(path + "/filler")
        for number in 0..<names { _ = rmdir("\(path)/filler-\(number)") }
        names = 0
    }

    static func isPossible() -> Bool {
        guard let place = try? Workplace() else { return false }
        return SmallDisk(in: place, mebibytes: 1) != nil
    }
}

@Suite(.serialized) struct DiskTests {
    @Test(.enabled(if: SmallDisk.isPossible(), "needs root and mount(2)"))
    func `a full disk pauses polling, and nothing is lost when there is room again`() async throws {
        let place = try Workplace()
        let disk = try #require(SmallDisk(in: place, mebibytes: 8))
        let count = Shared(0)
        let publisher = try LoopbackPublisher { _ in
            let number = count.change {
                $0 += 2; return $0
            }
            return .ok(Documents.rss((1...number).map(Documents.story)))
        }
        var configuration = DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: never"])])
        configuration.spoolDirectory = disk.path + "/spool"
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(forEvent: "article.spooled", count: 4)
        try #require(disk.fill())
        try await daemon.wait(forEvent: "spool.paused")
        let paused = publisher.requests.count
        disk.empty()
        try await daemon.wait(forEvent: "spool.resumed")
        try await daemon.wait(for: "polls after it") { publisher.requests.count >= paused + 2 }
        let target = count.value
        try await daemon.wait(for: "every story") {
            try place.articles(of: disk.path + "/spool").count >= target
        }
        #expect(try await daemon.terminate() == 0)
        let guids = try place.articles(of: disk.path + "/spool").map(\.guid)
        #expect(Set(guids).count == guids.count)
        #expect(Set(guids).isSuperset(of: (1...target).map { "story-\($0)" }))
    }

    @Test(.enabled(if: SmallDisk.isPossible(), "needs root and mount(2)"), arguments: [false, true])
    func `a start on a full disk is paused, and goes on by itself when there is room`(isNew: Bool) async throws {
        let place = try Workplace()
        let disk = try #require(SmallDisk(in: place, mebibytes: 8))
        let spool = disk.path + "/spool"
        let publisher = try LoopbackPublisher { _ in .ok(Documents.rss((1...6).map(Documents.story))) }
        var configuration = DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: never"])])
        configuration.spoolDirectory = spool
        if isNew {
            try #require(mkdir(spool, 0o755) == 0)
        } else {
            try place.configure(configuration)
            try #require(try await place.pollAll().status == 0)
        }
        try #require(disk.fill())
        let before = publisher.requests.count
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(forEvent: "spool.paused")
        let line = try #require(place.log("spool.paused").first)
        #expect(line.text.contains("free space"))
        try await daemon.wait(for: "the port") { place.log("daemon.ready").count == (isNew ? 1 : 2) }
        #expect(try await place.run("status").output.contains("free space"))
        #expect(publisher.requests.count == before)
        disk.empty()
        try await daemon.wait(forEvent: "spool.resumed")
        try await daemon.wait(for: "every story") { try place.articles(of: spool).count == 6 }
        #expect(try await daemon.terminate() == 0)
        #expect(try Set(place.articles(of: spool).map(\.guid)).count == 6)
    }
}
