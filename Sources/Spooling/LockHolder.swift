import Foundation
import Glibc

/// Who holds a flock(2): what the kernel tells in /proc/locks (proc(5)).
enum LockHolder {
    /// The process that holds a flock on an open file; nil where the kernel does not say.
    static func processID(of descriptor: Int32) -> Int32? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        // The table is read piece by piece: where locks come and go meanwhile a line may be passed over.
        for _ in 0..<5 { if let holder = holder(ofInode: status.st_ino) { return holder } }
        return nil
    }

    private static func holder(ofInode inode: ino_t) -> Int32? {
        guard let table = FileManager.default.contents(atPath: "/proc/locks") else { return nil }
        let inode = ":\(inode)"
        for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", words[5].hasSuffix(inode), let holder = Int32(words[4]) else { continue }
            return holder
        }
        return nil
    }
}
