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
        let table = table()
        let inode = ":\(inode)"
        for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", words[5].hasSuffix(inode), let holder = Int32(words[4]) else { continue }
            return holder
        }
        return nil
    }

    /// The whole of /proc/locks: it has no size, and each read gives a part.
    private static func table() -> [UInt8] {
        let descriptor = open("/proc/locks", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { _ = close(descriptor) }
        var table: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while table.count < 1 << 24 {
            let count = read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            table += part[..<count]
        }
        return table
    }
}
