import Dispatch
import Glibc

extension SystemCalls {
    /// fsync(2) in several threads at once: the file system then writes its journal for many files together. Measured with ext4, 200
    /// files of 3 KB: a sixth of the time of one after the other.
    package func sync(_ files: [(descriptor: Int32, path: String)]) throws(SystemError) {
        let lanes = SystemCalls.lanes
        guard files.count > 2 else {
            for (descriptor, path) in files { try sync(descriptor, path: path) }
            return
        }
        // Each lane writes to a place of its own, and the group is waited for.
        nonisolated(unsafe) let failures = UnsafeMutableBufferPointer<SystemError?>.allocate(capacity: lanes.count)
        failures.initialize(repeating: nil)
        defer {
            failures.deinitialize()
            failures.deallocate()
        }
        let group = DispatchGroup()
        for (number, lane) in lanes.enumerated() where number < files.count {
            lane.async(group: group) {
                for index in stride(from: number, to: files.count, by: lanes.count) {
                    do throws(SystemError) {
                        try sync(files[index].descriptor, path: files[index].path)
                    } catch {
                        failures[number] = error
                        return
                    }
                }
            }
        }
        group.wait()
        for failure in failures { if let failure { throw failure } }
    }

    /// Serial queues, since a concurrent one has no more threads than there are cores, and these do nothing but wait.
    private static let lanes = (0..<24).map { DispatchQueue(label: "spool.sync.\($0)") }
}
