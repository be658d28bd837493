/// The metrics of the project. Names are without the prefix `wirespool_`, units are base units.
public enum WirespoolMetrics {
    static let seconds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// Every metric.
    public static let all: [MetricDefinition] = [
        MetricDefinition(name: "build_info", kind: .gauge, help: "1, with the version of the program."),
        MetricDefinition(name: "polls_total", kind: .counter, help: "Polls that ended, by outcome."),
        MetricDefinition(name: "poll_errors_total", kind: .counter, help: "Polls that failed, by error type."),
        MetricDefinition(
            name: "poll_duration_seconds", kind: .histogram(bounds: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]),
            help: "From a poll's first request to its commit."),
        MetricDefinition(name: "received_bytes_total", kind: .counter, help: "Bytes of bodies as they came over the network."),
        MetricDefinition(name: "articles_spooled_total", kind: .counter, help: "Articles spooled, by event."),
        MetricDefinition(name: "duplicates_total", kind: .counter, help: "Entries that told a story that was spooled before."),
        MetricDefinition(name: "transfers_underway", kind: .gauge, help: "Transfers under way."),
        MetricDefinition(name: "bodies_bytes", kind: .gauge, help: "Bytes of answers that are not committed yet."),
        MetricDefinition(
            name: "commit_duration_seconds", kind: .histogram(bounds: seconds),
            help: "How long a commit takes, from BEGIN to the synced directories."),
        MetricDefinition(
            name: "commit_articles", kind: .histogram(bounds: [0, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1000]), help: "Articles of a commit."),
        MetricDefinition(
            name: "commit_failures_total", kind: .counter, help: "Commits that failed and are tried again, and failed reads of the ledger."),
        MetricDefinition(name: "sources_failing", kind: .gauge, help: "Sources whose last poll failed."),
        MetricDefinition(name: "sources", kind: .gauge, help: "Sources, by standing."),
        MetricDefinition(
            name: "source_failures", kind: .gauge, help: "Failed polls since the last success, by source; below 2,000 sources."),
        MetricDefinition(
            name: "source_last_success_time_seconds", kind: .gauge,
            help: "When a source last answered with something that could be read, in seconds since the epoch; below 2,000 sources."),
        MetricDefinition(
            name: "source_last_article_time_seconds", kind: .gauge,
            help: "When a source last brought an article, in seconds since the epoch; below 2,000 sources."),
        MetricDefinition(name: "spool_waiting", kind: .gauge, help: "Articles that wait in new/."),
        MetricDefinition(name: "spool_free_bytes", kind: .gauge, help: "Bytes free on the spool's file system."),
        MetricDefinition(name: "spool_paused", kind: .gauge, help: "1 while polling pauses for want of space."),
        MetricDefinition(name: "last_commit_time_seconds", kind: .gauge, help: "When the last commit ended, in seconds since the epoch."),
        MetricDefinition(name: "log_lines_dropped_total", kind: .counter, help: "Lines of the log that could not be written."),
        MetricDefinition(name: "process_start_time_seconds", kind: .gauge, help: "When the daemon started, in seconds since the epoch."),
        MetricDefinition(name: "process_cpu_seconds_total", kind: .counter, help: "Processor time used, user and system."),
        MetricDefinition(name: "process_resident_memory_bytes", kind: .gauge, help: "Resident memory."),
        MetricDefinition(name: "process_open_fds", kind: .gauge, help: "Open file descriptors."),
    ]
}
