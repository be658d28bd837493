import Glibc
public import NewsModel

extension PrometheusMetrics {
    /// Adds what is known of the process itself, read anew for each text: memory, processor time, descriptors, lines that the log lost.
    public func addProcess(version: String, log: EventLog, startedAt: Instant = EventLog.systemTime()) {
        set("build_info", to: 1, [("version", version)])
        set("process_start_time_seconds", to: Double(startedAt.milliseconds) / 1000)
        beforeWriting { [weak self] in
            guard let self else { return }
            set("log_lines_dropped_total", to: Double(log.droppedLines))
            let usage = ProcessUsage.current()
            set("process_cpu_seconds_total", to: usage.processorSeconds)
            if let bytes = usage.residentBytes { set("process_resident_memory_bytes", to: Double(bytes)) }
            if let count = usage.openDescriptors { set("process_open_fds", to: Double(count)) }
        }
    }
}

/// What the process uses, as the kernel says.
private struct ProcessUsage {
    var processorSeconds: Double
    var residentBytes: Int?
    var openDescriptors: Int?

    static func current() -> ProcessUsage {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return ProcessUsage(
            processorSeconds: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9, residentBytes: residentBytes(),
            openDescriptors: openDescriptors())
    }

    /// The second field of `/proc/self/statm`, proc_pid_statm(5).
    private static func residentBytes() -> Int? {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let fields = String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    private static func openDescriptors() -> Int? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        // Not the two names of the directory itself, nor the descriptor it is read by.
        return max(0, count - 3)
    }
}
